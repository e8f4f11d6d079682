using MigrationBuild.Bundles;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>What the parts of one run share.</summary>
internal sealed record RunContext(
    IDatabase Database,
    Bundle Bundle,
    DeploymentOptions Options,
    IDeploymentObserver Observer,
    Position Position,
    Plan Plan,
    string RunId)
{
    public SnapshotStore Snapshots { get; } = new(Options.SnapshotDirectory);

    public StepRunner Runner { get; } = new(Database, Bundle, Options, RunId);

    public RunReport Succeeded(IReadOnlyList<StepReport> steps, Snapshot? snapshot) => new()
    {
        RunId = RunId,
        Outcome = Plan.Direction == Direction.Up ? RunOutcome.Applied : RunOutcome.RolledBack,
        ExitCode = Diagnostics.ExitCode.Done,
        FromVersion = Plan.From,
        ToVersion = Plan.To,
        Steps = steps,
        Snapshot = snapshot,
    };
}
