using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>What all verbs that change a database share.</summary>
internal sealed class RunOptions(CommandLineApplication command)
{
    private readonly LockTimeoutOption _lockTimeout = new(command);
    private readonly CommandOption _snapshots = command.Value("--snapshot-dir <DIR>", "Where snapshots are kept (default: beside the database).");

    public TimeSpan LockTimeout => _lockTimeout.Value;

    public string SnapshotDirectory(IDriver driver, string connectionString) =>
        _snapshots.HasValue() ? _snapshots.Value()! : driver.DefaultSnapshotDirectory(connectionString);

    public DeploymentOptions Make(IDriver driver, string connectionString, IReadOnlyList<string>? agreedSteps = null) => new()
    {
        LockTimeout = LockTimeout,
        SnapshotDirectory = SnapshotDirectory(driver, connectionString),
        ToolVersion = CommandLine.ToolVersion,
        Owner = $"{Environment.UserName}@{Environment.MachineName}",
        AgreedSteps = agreedSteps,
    };
}
