using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`status`: where a database stands on the bundle's chain.</summary>
internal sealed class StatusVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("status", command =>
    {
        command.Description = "Shows where a database stands: its version, what is applied, what is pending, what is wrong.";
        var bundleOption = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var exitCode = command.Flag("--exit-code", "Exit with 3 where migrations are pending.");
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var bundle = bundleOption.Read(context);
            var driver = EngineDrivers.For(bundle.Chain.Engine);
            await using var database = await connection.OpenAsync(driver, readOnly: true, lockTimeout.Value, context);
            var position = await PositionReader.ReadAsync(database, bundle, context.CancellationToken);
            var schema = bundle.Proof is null || position.Problems.Count > 0
                ? null
                : SchemaJson.From(await new SchemaGuard(database, bundle, position, context.Terminal.WriteDiagnostic).FindAsync(context.CancellationToken));
            var status = Describe(bundle, position, schema, database.DisplayName) with { Run = await OpenRunOutput.ReadAsync(database, context.CancellationToken) };
            if (json.HasValue())
                context.Terminal.WriteJson(status, ToolJson.Readable.StatusJson);
            else
                WriteText(status, context.Terminal);
            foreach (var problem in position.Problems)
                context.Terminal.WriteDiagnostic(problem);
            return position switch
            {
                { Kind: PositionKind.Interrupted } => ExitCode.NeedsPerson,
                { Problems.Count: > 0 } => ExitCode.Refused,
                _ => exitCode.HasValue() && (status.Pending.Count > 0 || status.PendingRepeatables.Count > 0) ? ExitCode.Pending : ExitCode.Done,
            };
        });
    });

    private static StatusJson Describe(Bundle bundle, Position position, SchemaJson? schema, string database)
    {
        var chain = bundle.Chain;
        var isKnown = position.Problems.Count == 0;
        return new StatusJson(
            ToolJson.Name(position.Kind),
            database,
            position.CurrentVersion,
            chain.Head?.Version.Text,
            chain.SupportedVersion?.Text,
            isKnown ? [.. chain.Migrations.Skip(position.AppliedCount).Select(m => m.Version.Text)] : [],
            [.. position.State.Applied.Select(a => new AppliedJson(a.Version, a.Name, a.At, a.By, a.Action == HistoryAction.Stamp))],
            isKnown
                ? [.. chain.Repeatables.Where(r => position.State.RepeatableHashes.GetValueOrDefault(r.Name) != r.Script.Hash).Select(r => r.Name)]
                : [],
            schema,
            isKnown ? null : DiagnosticJson.From(position.Problems[0]));
    }

    private static void WriteText(StatusJson status, Terminal terminal)
    {
        terminal.WriteLine($"database   {status.Database}");
        terminal.WriteLine($"version    {status.CurrentVersion ?? "base"} (bundle: {status.HeadVersion ?? "base"}"
            + (status.SupportedVersion is null ? ")" : $"; supported up to {status.SupportedVersion})"));
        terminal.WriteLine($"state      {status.State}");
        terminal.WriteLine($"applied    {status.Applied.Count}" + (status.Applied.Count == 0 ? "" : Last(status.Applied[^1])));
        terminal.WriteLine($"pending    {status.Pending.Count}{(status.Pending.Count == 0 ? "" : $": {Short(status.Pending)}")}");
        if (status.PendingRepeatables.Count > 0)
            terminal.WriteLine($"repeatable {Short(status.PendingRepeatables)}");
        if (status.Schema is { } schema)
            terminal.WriteLine($"schema     {Sentence(schema)}");
        if (status.Run is { } run)
            OpenRunOutput.WriteText(run, terminal);
    }

    private static string Sentence(SchemaJson schema) => schema switch
    {
        { State: "expected" } => "as expected",
        { State: "unknown" } => $"not compared: {schema.Why}",
        _ => $"{(schema.Differences.Count == 1 ? "1 difference" : $"{schema.Differences.Count} differences")} from the expected one; see 'migrationbuild verify'",
    };

    private static string Last(AppliedJson last) =>
        string.Create(CultureInfo.InvariantCulture, $", the last on {last.At:yyyy-MM-dd HH:mm} UTC by {last.By}");

    private static string Short(IReadOnlyList<string> names) =>
        names.Count <= 6 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))}, … {names[^1]}";
}
