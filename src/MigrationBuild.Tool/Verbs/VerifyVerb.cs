using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;
using MigrationBuild.Tool.Output;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`verify`: whether a database is what the bundle says that it is. Changes nothing and takes no lock.</summary>
internal sealed class VerifyVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("verify", command =>
    {
        command.Description = "Compares a database with the bundle: its history, and its schema with the one that the build saw at that version.";
        var bundleOption = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var lockTimeout = new LockTimeoutOption(command);
        var json = command.JsonFlag();
        command.Runs(exit, async () =>
        {
            var bundle = bundleOption.Read();
            var driver = EngineDrivers.For(bundle.Chain.Engine);
            await using var database = await connection.OpenAsync(driver, readOnly: true, lockTimeout.Value, context);
            var position = await PositionReader.ReadAsync(database, bundle, context.CancellationToken);
            if (position.Problems.Count > 0)
            {
                Write(position, null, position.Problems[0]);
                return position.Kind == PositionKind.Interrupted ? ExitCode.NeedsPerson : ExitCode.Refused;
            }
            var guard = new SchemaGuard(database, bundle, position, context.Terminal.WriteDiagnostic);
            var drift = await guard.FindAsync(context.CancellationToken);
            Write(position, SchemaJson.From(drift), drift is { IsNone: false } ? guard.Describe(drift) : null);
            return drift is { IsNone: false, WhyUncertain: null } ? ExitCode.Refused : ExitCode.Done;

            void Write(Position at, SchemaJson? schema, Diagnostic? finding)
            {
                if (json.HasValue())
                    WriteJson(bundle, at, schema, finding, database.DisplayName, context.Terminal);
                else
                    WriteText(bundle, at, schema, database.DisplayName, context.Terminal);
                if (finding is not null)
                    context.Terminal.WriteDiagnostic(finding);
            }
        });
    });

    private static void WriteJson(Bundle bundle, Position position, SchemaJson? schema, Diagnostic? finding, string database, Terminal terminal) =>
        terminal.WriteJson(
            new VerifyJson(ToolJson.Name(position.Kind), database, position.CurrentVersion, bundle.Chain.Head?.Version.Text, schema,
                finding is { Severity: DiagnosticSeverity.Error } ? DiagnosticJson.From(finding) : null),
            ToolJson.Readable.VerifyJson);

    private static void WriteText(Bundle bundle, Position position, SchemaJson? schema, string database, Terminal terminal)
    {
        terminal.WriteLine($"database   {database}");
        terminal.WriteLine($"version    {position.CurrentVersion ?? "base"} (bundle: {bundle.Chain.Head?.Version.Text ?? "base"})");
        terminal.WriteLine($"history    {(position.Problems.Count == 0 ? "fits the bundle" : "does not fit the bundle")}");
        if (schema is null)
            return;
        terminal.WriteLine("schema     " + schema switch
        {
            { State: "expected" } => "as expected",
            { State: "unknown" } => $"not compared: {schema.Why}",
            _ => "differs (- expected and not there, + there and not expected):",
        });
        foreach (var line in schema.Differences)
            terminal.WriteLine($"  {line}");
    }
}
