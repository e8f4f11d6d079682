using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`inspect`: what is in a bundle, after verifying it.</summary>
internal sealed class InspectVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("inspect", command =>
    {
        command.Description = "Verifies a bundle and shows what is in it.";
        var bundleOption = new BundleOption(command);
        var schema = command.Value("--schema <VERSION>", "Print the schema that a database has at this version ('head', 'base'), as the build saw it.");
        var verify = command.Flag("--verify", "Say who signed the bundle and where it comes from; refuse it where the signature beside it is wrong.");
        var json = command.JsonFlag();
        command.Runs(exit, () =>
        {
            var signed = verify.HasValue() ? bundleOption.ReadWithSignature() : null;
            var bundle = signed?.Bundle ?? bundleOption.Read(context);
            if (schema.HasValue())
                context.Terminal.WriteLine(SchemaAt(bundle, schema.Value()!).CanonicalText.TrimEnd('\n'));
            else if (json.HasValue())
                context.Terminal.WriteJson(ToJson(bundle) with { Verified = signed is null ? null : SignatureOutput.ToJson(signed) }, ToolJson.Readable.InspectJson);
            else if (signed is not null)
                SignatureOutput.WriteText(signed, context.Terminal);
            else
                WriteText(bundle, context.Terminal);
            return Task.FromResult(ExitCode.Done);
        });
    });

    private static Schema SchemaAt(Bundle bundle, string version) =>
        bundle.Proof?.SchemaAt(Target.Resolve(version, bundle.Chain, 0)) ?? throw new MigrationException(Descriptors.UnknownTarget, ExitCode.Usage,
            bundle.Proof is null ? "the bundle holds no schemas: it was built without a proof" : $"the build did not prove the chain up to {version}, so the bundle does not hold its schema");

    private static void WriteText(Bundle bundle, Terminal terminal)
    {
        var chain = bundle.Chain;
        terminal.WriteLine($"digest     {bundle.Digest} (verified)");
        terminal.WriteLine($"built by   migrationbuild {bundle.ToolVersion}");
        terminal.WriteLine($"engine     {chain.Engine}");
        terminal.WriteLine($"chain      {chain.Migrations.Count} migrations, {chain.Migrations.FirstOrDefault()?.Version} to {chain.Head?.Version}"
            + (chain.SupportedVersion is null ? "" : $", supported up to {chain.SupportedVersion}"));
        terminal.WriteLine(bundle.Proof is null ? "proof      none" : $"proof      on {bundle.Proof.EngineVersion}");
        foreach (var migration in chain.Migrations)
            terminal.WriteLine($"  {migration}  up {migration.Up.Hash[..12]}  {Down(migration)}{(migration.Verify is null ? "" : "  verify")}{(migration.Up.Transactional ? "" : "  outside a transaction")}{Verdict(bundle, migration)}");
        foreach (var repeatable in chain.Repeatables)
            terminal.WriteLine($"  repeatable {repeatable.Name}  {repeatable.Script.Hash[..12]}");
        SuppressionOutput.WriteText(chain, terminal);
        var unknown = NotUnderstood(chain).ToList();
        if (unknown.Count > 0)
            terminal.WriteLine($"not understood, so not looked into for hazards: {unknown.Count} {(unknown.Count == 1 ? "statement" : "statements")}");
        foreach (var (file, statement) in unknown)
            terminal.WriteLine($"  {file}({statement.Line}): {statement.Text}");
    }

    private static IEnumerable<(string File, NotUnderstood Statement)> NotUnderstood(MigrationChain chain) =>
        chain.Scripts.SelectMany(s => s.NotUnderstood.Select(n => (s.File, n)));

    private static string Verdict(Bundle bundle, Migration migration) =>
        bundle.Proof?.Of(migration.Version.Text) is { } proof ? $"  way back: {ProofWords.Of(proof.Verdict)}" : "";

    private static string Down(Migration migration) => migration switch
    {
        { Down: { } down } => $"down {down.Hash[..12]}",
        { IrreversibleReason: { } reason } => $"irreversible: {reason}",
        _ => "no down",
    };

    private static InspectJson ToJson(Bundle bundle) => new(
        bundle.Digest, bundle.ToolVersion, bundle.Chain.Engine, bundle.Chain.Head?.Version.Text, bundle.Chain.SupportedVersion?.Text, bundle.Chain.Head?.ChainHash,
        [.. bundle.Chain.Migrations.Select(m => new InspectMigrationJson(
            m.Version.Text, m.Parent?.Text, m.Name, m.Up.Hash, m.Down?.Hash, m.Verify?.Hash, m.IrreversibleReason, m.Up.Transactional,
            bundle.Proof?.Of(m.Version.Text) is { } proof ? ToolJson.Name(proof.Verdict) : null))],
        [.. bundle.Chain.Repeatables.Select(r => r.Name)], bundle.Proof?.EngineVersion)
    {
        Suppressions = SuppressionOutput.ToJson(bundle.Chain),
        NotUnderstood = [.. NotUnderstood(bundle.Chain).Select(n => new NotUnderstoodJson(n.File, n.Statement.Line, n.Statement.Text))],
    };
}
