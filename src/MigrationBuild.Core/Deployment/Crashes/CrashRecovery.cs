using MigrationBuild.Bundles;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Sql;

namespace MigrationBuild.Deployment.Crashes;

/// <summary>
/// What comes before anything else where an earlier run died: finds out what of it is in effect, and lets the new run go on from there, or takes it
/// back where that was asked for. To be used by whoever holds the deployment lock, so that nothing of the dead run is at work any more.
/// </summary>
internal sealed class CrashRecovery(IDatabase database, Bundle bundle, DeploymentOptions options, IDeploymentObserver observer, RunRows rows)
{
    /// <returns>Null: every step's state is known and recorded, and the new run may go on. Else the end of the new run.</returns>
    /// <exception cref="EngineException">The database cannot be read, or the history not written.</exception>
    public async Task<RunReport?> ResolveAsync(CancellationToken cancellationToken)
    {
        var run = OpenRun.Find(await database.ReadHistoryAsync(cancellationToken));
        if (run is null)
            return null;
        // Where the bundle does not fit, the plan refuses, and nothing may be touched before.
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        if (position.Problems.Count > 0 && position.Kind != PositionKind.Interrupted)
            return null;
        string? unknown = null;
        if (run.Unknown is not null)
        {
            unknown = await SettleAsync(run, position, cancellationToken);
            FaultPoint.Reach("deployment.settled");
            // A step that was the whole run (begun by a script for people) is over now.
            if (OpenRun.Find(await database.ReadHistoryAsync(cancellationToken)) is not { } settled)
                return null;
            run = settled;
        }
        if (options.OnCrash == CrashPolicy.Rollback && (unknown is not null || run.InEffect.Count > 0))
            return await new CrashRollback(database, bundle, options, observer, rows).RunAsync(run, unknown, cancellationToken);
        if (unknown is not null)
            return Stopped(run, unknown);
        observer.FoundDead(run, $"an earlier run {(run.Stopped is null ? "died" : "failed and was not taken back")}: {OpenRunWords.Of(run)}; {OpenRunWords.Progress(run)}; going on from there");
        await database.AppendHistoryAsync(
            rows.Of(HistoryAction.Ended, null, RunJournal.NameOf(RunEnd.Resumed), $"run {rows.RunId} goes on: {OpenRunWords.Progress(run)}") with { RunId = run.RunId }, cancellationToken);
        FaultPoint.Reach("deployment.resumed");
        return null;
    }

    /// <summary>Finds out how far the step came, and records it.</summary>
    /// <returns>Null where that is known now; else why not.</returns>
    private async Task<string?> SettleAsync(OpenRun run, Position position, CancellationToken cancellationToken)
    {
        var row = position.State.Interrupted!;
        if (Find(row) is not { } step)
            return $"it is not known how far {run.Unknown} came, and this bundle does not have its script";
        var guard = new SchemaGuard(database, bundle, position, observer.Warned);
        var outside = new OutsideStep(database, Dialects.For(bundle.Chain.Engine)!, step, run.Entry?.SchemaFingerprint, () => guard.IsAsAfterAsync(step));
        var finding = await outside.FindAsync(wasRefused: false);
        if (finding.State == StepState.Unknown)
            return finding.Reason;
        var action = finding.State == StepState.Done ? step.Action : HistoryAction.Abandoned;
        await database.AppendHistoryAsync(rows.Of(step, action, 0, finding.Reason) with { RunId = run.RunId }, cancellationToken);
        return null;
    }

    private Step? Find(HistoryRow started)
    {
        if (started.Version is null)
            return bundle.Chain.Repeatables.Where(r => r.Name == started.Name && r.Script.Hash == started.UpHash).Select(Step.Repeat).FirstOrDefault();
        var migration = bundle.Chain.Migrations.FirstOrDefault(m => m.Version.Text == started.Version && m.Up.Hash == started.UpHash);
        if (migration is null)
            return null;
        return started.Action == HistoryAction.UpStarted ? Step.Up(migration)
            : migration.Down?.Hash == started.DownHash ? Step.Down(migration) : null;
    }

    private RunReport Stopped(OpenRun run, string why)
    {
        var recipe = new RecoveryRecipe(database, bundle.Chain, options.Words).Make(run.From, run.Plan?.To, run.InEffect, run.Unknown, SnapshotOf(run, options));
        return new RunReport
        {
            RunId = rows.RunId,
            Outcome = RunOutcome.Failed,
            ExitCode = ExitCode.NeedsPerson,
            FromVersion = run.From,
            ToVersion = run.From,
            Diagnostics = [new Diagnostic(Descriptors.InterruptedStep, null, $"an earlier run died: {OpenRunWords.Of(run)}; {OpenRunWords.Progress(run)}: {why}. Nothing was touched by this run. What can be done, with the commands for it, follows; --on-crash rollback goes back to before that run")],
            Recovery = recipe,
        };
    }

    /// <summary>The file of the dead run's snapshot, if it is still where it was written, or in the folder of this run.</summary>
    internal static string? SnapshotOf(OpenRun run, DeploymentOptions options)
    {
        if (run.Snapshot is not { } snapshot)
            return null;
        var elsewhere = Path.Combine(Path.GetFullPath(options.SnapshotDirectory), Path.GetFileName(snapshot));
        return File.Exists(snapshot) ? Path.GetFullPath(snapshot) : File.Exists(elsewhere) ? elsewhere : null;
    }
}
