using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`rollback`: takes a database down to a version.</summary>
internal sealed class RollbackVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("rollback", command =>
    {
        command.Description = "Takes a database down to a version by the down scripts; on any failure puts everything back.";
        var bundle = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var to = command.Value("-t|--to <VERSION>", "The target: a version, 'base' or '-2' (default: -1, the last migration only).");
        var options = new RunOptions(command);
        var drift = new DriftOption(command);
        var gates = new GateOptions(command);
        var crash = new CrashOption(command);
        var confirmation = new Confirmation(command);
        var dryRun = command.Flag("--dry-run", "Show what would run; change nothing.");
        var json = command.JsonFlag();
        command.Runs(exit, () => new RunCommand(bundle, connection, options, drift, crash, gates, context)
            .RunAsync(Direction.Down, to.Value() ?? "-1", dryRun.HasValue(), json.HasValue(), confirmation));
    });
}
