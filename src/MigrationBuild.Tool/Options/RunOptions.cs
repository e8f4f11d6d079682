using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Tool.Verbs;

namespace MigrationBuild.Tool.Options;

/// <summary>What all verbs that change a database share.</summary>
internal sealed class RunOptions(CommandLineApplication command)
{
    private readonly LockTimeoutOption _lockTimeout = new(command);
    private readonly CommandOption _directory = command.Value("--snapshot-dir <DIR>", "Where snapshots are kept (default: beside a database file, else the current folder).");
    private readonly CommandOption _snapshot = command.Value("--snapshot <HOW>",
        "auto (default: SQLite always; PostgreSQL where a step runs outside a transaction), none, or a method: backup (SQLite), dump, template (PostgreSQL).");
    private readonly CommandOption _fence = command.Flag("--fence", "PostgreSQL: end the sessions of others where a snapshot or restore needs the database for itself.");

    public TimeSpan LockTimeout => _lockTimeout.Value;

    public string SnapshotDirectory(IDriver driver, string connectionString) =>
        _directory.HasValue() ? _directory.Value()! : driver.DefaultSnapshotDirectory(connectionString);

    /// <exception cref="MigrationException">MB6001: no such way to make a snapshot.</exception>
    public ConnectionRequest Request(IDriver driver, string connectionString, VerbContext context, bool readOnly = false, bool forRestore = false) =>
        new(connectionString, readOnly, LockTimeout, forRestore, context.Terminal.Say)
        {
            SnapshotMethod = Policy(driver) == SnapshotPolicy.Always ? _snapshot.Value() : null,
            Fence = _fence.HasValue(),
        };

    /// <exception cref="MigrationException">MB6001: no such way to make a snapshot.</exception>
    public DeploymentOptions Make(IDriver driver, string connectionString, IReadOnlyList<string>? agreedSteps = null) => new()
    {
        LockTimeout = LockTimeout,
        SnapshotDirectory = SnapshotDirectory(driver, connectionString),
        Snapshots = Policy(driver),
        ToolVersion = CommandLine.ToolVersion,
        Owner = $"{Environment.UserName}@{Environment.MachineName}",
        AgreedSteps = agreedSteps,
    };

    private SnapshotPolicy Policy(IDriver driver) => _snapshot.Value() switch
    {
        null or "auto" => SnapshotPolicy.Auto,
        "none" => SnapshotPolicy.Never,
        var method when driver.SnapshotMethods.Contains(method) => SnapshotPolicy.Always,
        var method => throw new MigrationException(Descriptors.UsageError, ExitCode.Usage,
            $"--snapshot '{method}' is unknown for {driver.Engine}: it is auto, none, {string.Join(", ", driver.SnapshotMethods)}"),
    };
}
