using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`verify`: whether a database is what the bundle says that it is. Leaves it as it was, and takes no deployment lock.</summary>
internal sealed class VerifyVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("verify", command =>
    {
        command.Description = "Compares a database with the bundle: its history, its schema, the verify scripts of what is applied, and what is damaged.";
        var bundleOption = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var bundle = bundleOption.Read(context);
            var driver = EngineDrivers.For(bundle.Chain.Engine);
            await using var database = await connection.OpenAsync(driver, readOnly: true, lockTimeout.Value, context);
            var verification = await Verification.RunAsync(database, bundle, context.Terminal.WriteDiagnostic, context.CancellationToken);
            if (json.HasValue())
                WriteJson(bundle, verification, database.DisplayName, context.Terminal);
            else
                WriteText(bundle, verification, database.DisplayName, context.Terminal);
            foreach (var finding in verification.Findings)
                context.Terminal.WriteDiagnostic(finding);
            return verification.ExitCode;
        });
    });

    private static void WriteJson(Bundle bundle, Verification verification, string database, Terminal terminal) =>
        terminal.WriteJson(
            new VerifyJson(
                ToolJson.Name(verification.Position.Kind), database, verification.Position.CurrentVersion, bundle.Chain.Head?.Version.Text,
                verification.HasFittingHistory ? SchemaJson.From(verification.Drift) : null,
                [.. verification.Scripts.Select(s => new VerifyScriptJson(s.Migration.Version.Text, s.Migration.Name, s.Finding is null, s.Finding is null ? null : DiagnosticJson.From(s.Finding)))],
                [.. verification.Damage.Select(DamageJson.From)],
                verification.Findings.FirstOrDefault(f => f.Severity == DiagnosticSeverity.Error) is { } error ? DiagnosticJson.From(error) : null),
            ToolJson.Readable.VerifyJson);

    private static void WriteText(Bundle bundle, Verification verification, string database, Terminal terminal)
    {
        terminal.WriteLine($"database   {database}");
        terminal.WriteLine($"version    {verification.Position.CurrentVersion ?? "base"} (bundle: {bundle.Chain.Head?.Version.Text ?? "base"})");
        terminal.WriteLine($"history    {(verification.HasFittingHistory ? "fits the bundle" : "does not fit the bundle")}");
        if (!verification.HasFittingHistory)
            return;
        WriteSchema(SchemaJson.From(verification.Drift), terminal);
        if (verification.Scripts.Count > 0)
            terminal.WriteLine($"verify     {verification.Scripts.Count(s => s.Finding is null)} of {verification.Scripts.Count} verify scripts pass");
        terminal.WriteLine($"damage     {(verification.Damage.Count == 0 ? "none" : $"{verification.Damage.Count}:")}");
        foreach (var damage in verification.Damage)
            terminal.WriteLine($"  {Words(damage)}");
    }

    private static void WriteSchema(SchemaJson schema, Terminal terminal)
    {
        terminal.WriteLine("schema     " + schema switch
        {
            { State: "expected" } => "as expected",
            { State: "unknown" } => $"not compared: {schema.Why}",
            _ => "differs (- expected and not there, + there and not expected):",
        });
        foreach (var line in schema.Differences)
            terminal.WriteLine($"  {line}");
    }

    private static string Words(Damage damage) => damage.Kind switch
    {
        DamageKind.InvalidIndex => $"{damage.What} is not valid",
        DamageKind.UnfinishedIndex => $"{damage.What} waits for those of its partitions",
        DamageKind.UnvalidatedConstraint => $"{damage.What} is not validated",
        _ => damage.What,
    };
}
