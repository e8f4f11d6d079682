using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Tool.Options;

namespace MigrationBuild.Tool.Verbs;

/// <summary>`apply`: takes a database up to a version.</summary>
internal sealed class ApplyVerb : IVerb
{
    public void Register(CommandLineApplication app, VerbContext context, Action<ExitCode> exit) => app.Command("apply", command =>
    {
        command.Description = "Takes a database up to a version of the bundle; on any failure puts everything back.";
        var bundle = new BundleOption(command);
        var connection = new ConnectionOptions(command);
        var to = command.Value("-t|--to <VERSION>", "The target: a version, 'head' or '+2' (default: head).");
        var options = new RunOptions(command);
        var drift = new DriftOption(command);
        var gates = new GateOptions(command);
        var crash = new CrashOption(command);
        var dryRun = command.Flag("--dry-run", "Show what would run; change nothing.");
        command.Flag("-y|--yes", "Accepted for scripts that pass it everywhere: going up never asks.");
        var json = command.JsonFlag();
        command.Runs(exit, () => new RunCommand(bundle, connection, options, drift, crash, gates, context)
            .RunAsync(Direction.Up, to.Value() ?? "head", dryRun.HasValue(), json.HasValue(), confirm: null));
    });
}
