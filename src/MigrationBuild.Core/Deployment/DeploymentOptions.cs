using MigrationBuild.Deployment.Crashes;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>How a run behaves.</summary>
public sealed record DeploymentOptions
{
    /// <summary>How long to wait for another deployment, and for other sessions' locks.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where snapshots are kept.</summary>
    public required string SnapshotDirectory { get; init; }

    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.Auto;

    /// <summary>Of the tool that runs; goes into the history.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>`user@host`; goes into the history and into the message of who waits for the lock.</summary>
    public required string Owner { get; init; }

    /// <summary>
    /// The steps that a person has agreed to, as <see cref="Step.ToString"/> gives them; null: whatever the plan says.
    /// Somebody else may have deployed between the question and the lock.
    /// </summary>
    public IReadOnlyList<string>? AgreedSteps { get; init; }

    /// <summary>
    /// Why the run may go on where the schema is not the expected one; goes into the history with what differs. Null: it is refused.
    /// </summary>
    public string? AcceptDrift { get; init; }

    /// <summary>What to do about an earlier run that died.</summary>
    public CrashPolicy OnCrash { get; init; } = CrashPolicy.Resume;

    /// <summary>How a person calls the tool for what this run works on; for the commands in its messages.</summary>
    public CommandWords Words { get; init; } = CommandWords.None;

    /// <summary>Asked after the run, and between its steps where it says so; null: nobody is asked.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>How the performance queries of the bundle are timed.</summary>
    public PerformanceLimits Performance { get; init; } = new();

    /// <summary>Whether something may fail after the COMMIT of the last step, so that the run needs a way back from there.</summary>
    public bool MayBeTakenBackAfterCommit => Health is not null;

    /// <summary>Whether a run makes a copy of the database before its first step.</summary>
    /// <param name="isTransactional">The whole run is one transaction.</param>
    public bool HasSnapshot(IDatabase database, bool isTransactional) => Snapshots switch
    {
        SnapshotPolicy.Always => true,
        SnapshotPolicy.Never => false,
        _ => database.NeedsSnapshot(isTransactional),
    };
}
