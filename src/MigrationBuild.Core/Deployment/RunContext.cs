using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Drivers;
using MigrationBuild.Sql;

namespace MigrationBuild.Deployment;

/// <summary>What the parts of one run share.</summary>
internal sealed record RunContext(
    IDatabase Database,
    Bundle Bundle,
    DeploymentOptions Options,
    IDeploymentObserver Observer,
    Position Position,
    Plan Plan,
    SchemaGuard Schema,
    RunRows Rows,
    RunJournal Journal)
{
    public string RunId => Rows.RunId;

    public SnapshotStore Snapshots { get; } = new(Options.SnapshotDirectory);

    public RunGates Gates { get; } = new(Database, Bundle, Options, Observer, Plan, Rows.RunId);

    public StepRunner Runner { get; } = new(Database, Bundle, Rows);

    public ISqlDialect Dialect => Dialects.For(Bundle.Chain.Engine)!;

    /// <summary>Adds the row of a drift that a person accepted, once, in the transaction of the run's first step.</summary>
    /// <returns>How many rows were added.</returns>
    public async Task<int> RecordAcceptedDriftAsync(CancellationToken cancellationToken)
    {
        if (Schema.TakeAccepted() is not { } drift)
            return 0;
        await Database.AppendHistoryAsync(Rows.OfDrift(Plan.From, $"{Options.AcceptDrift} ({drift.Summary})"), cancellationToken);
        return 1;
    }

    public RunReport Succeeded(IReadOnlyList<StepReport> steps, Snapshot? snapshot) => new()
    {
        RunId = RunId,
        Outcome = Plan.Direction == Direction.Up ? RunOutcome.Applied : RunOutcome.RolledBack,
        ExitCode = Diagnostics.ExitCode.Done,
        FromVersion = Plan.From,
        ToVersion = Plan.To,
        Steps = steps,
        Snapshot = snapshot,
        Performance = Gates.Times,
        Health = Gates.Health,
    };
}
