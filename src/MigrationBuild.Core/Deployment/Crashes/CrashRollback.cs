using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment.Crashes;

/// <summary>
/// Takes back what a run that died left in effect: by down scripts that the build proved exact, else by the run's snapshot. Who wrote since it died
/// cannot be known any more; so the down scripts keep what others wrote, and what a snapshot replaces is kept as another snapshot first.
/// </summary>
internal sealed class CrashRollback(IDatabase database, Bundle bundle, DeploymentOptions options, IDeploymentObserver observer, RunRows rows)
{
    private readonly List<RungReport> _rungs = [];

    /// <param name="unknown">Why the state of a step is unknown; null where all are known.</param>
    public async Task<RunReport> RunAsync(OpenRun run, string? unknown, CancellationToken cancellationToken)
    {
        observer.FoundDead(run, $"an earlier run died: {OpenRunWords.Of(run)}; {OpenRunWords.Progress(run)}; taking it back");
        try
        {
            if (await TryDownsAsync(run, unknown, cancellationToken) || await TrySnapshotAsync(run, cancellationToken))
                return await TakenBackAsync(run, cancellationToken);
        }
        catch (Exception e) when (e is EngineException or MigrationException or IOException)
        {
            await database.RollbackAsync();
            _rungs.Add(new(Rung.Snapshot, false, e.Message));
        }
        return Stopped(run);
    }

    private async Task<bool> TryDownsAsync(OpenRun run, string? unknown, CancellationToken cancellationToken)
    {
        if (FindObstacle(run, unknown) is { } obstacle)
        {
            _rungs.Add(new(Rung.Downs, false, obstacle));
            return false;
        }
        try
        {
            observer.RollingBack("running the down steps, newest first");
            foreach (var migration in run.InEffect.Reverse().Select(s => Find(s)!))
                await TakeBackAsync(migration, run, cancellationToken);
        }
        catch (Exception e) when (e is EngineException or MigrationException)
        {
            await database.RollbackAsync();
            _rungs.Add(new(Rung.Downs, false, Failure.Describe(e).Message));
            return false;
        }
        _rungs.Add(new(Rung.Downs, true, "all that was in effect is taken back"));
        return await IsAsBeforeAsync(cancellationToken);
    }

    private string? FindObstacle(OpenRun run, string? unknown)
    {
        if (unknown is not null)
            return unknown;
        if (bundle.Proof is not { } proof)
            return "the build proved nothing";
        return run.InEffect.Where(s => Find(s) is not { } migration || !StepsBack.IsProven(Step.Up(migration), proof) || s.Action != HistoryAction.Up)
            .Select(s => $"the build did not prove a way back from {s}").FirstOrDefault();
    }

    private async Task TakeBackAsync(Migration migration, OpenRun run, CancellationToken cancellationToken)
    {
        var step = Step.Down(migration);
        await database.BeginAsync(cancellationToken);
        var violations = await database.FindForeignKeyViolationsAsync(cancellationToken);
        observer.StepDone(await new StepRunner(database, bundle, rows.InRun(run.RunId)).RunAsync(step, "after the run had died", cancellationToken));
        await ForeignKeys.RequireNoNewViolationsAsync(database, violations, cancellationToken);
        await database.CommitAsync(CancellationToken.None);
        FaultPoint.Reach("deployment.step-taken-back");
    }

    // The number of rows may be another by now: the application has been at work since.
    private async Task<bool> IsAsBeforeAsync(CancellationToken cancellationToken)
    {
        var position = await PositionReader.ReadAsync(database, bundle, cancellationToken);
        var drift = await new SchemaGuard(database, bundle, position, observer.Warned).FindAsync(cancellationToken);
        var isAsBefore = drift is null or { IsNone: true } or { WhyUncertain: not null };
        _rungs.Add(new(Rung.Comparison, isAsBefore, isAsBefore ? "the schema is as the build saw it before" : $"after the down steps the schema differs: {drift!.Facts}"));
        return isAsBefore;
    }

    private async Task<bool> TrySnapshotAsync(OpenRun run, CancellationToken cancellationToken)
    {
        if (CrashRecovery.SnapshotOf(run, options) is not { } file)
        {
            _rungs.Add(new(Rung.Snapshot, false, run.Snapshot is null ? "the run had made none" : $"{run.Snapshot} is not there"));
            return false;
        }
        observer.RollingBack("restoring the snapshot; what is there now is kept as another one");
        var snapshot = SnapshotStore.Find(file, options.SnapshotDirectory);
        var kept = await new SnapshotKeeper(database, bundle.Chain.Engine, options, observer).RestoreLockedAsync(snapshot, cancellationToken);
        _rungs.Add(new(Rung.Snapshot, true, $"{snapshot.Name} is restored{(kept is null ? "" : $"; what was there is kept as {kept.Name}")}"));
        return true;
    }

    private async Task<RunReport> TakenBackAsync(OpenRun run, CancellationToken cancellationToken)
    {
        var words = string.Join("; ", _rungs);
        await database.AppendHistoryAsync(
            rows.Of(HistoryAction.Ended, run.From, RunJournal.NameOf(RunEnd.TakenBack), words) with { RunId = run.RunId }, cancellationToken);
        return Report(run, ExitCode.Failed) with
        {
            Diagnostics =
            [
                Died(run, "It is taken back, as --on-crash rollback says; nothing else was done. Find out why it died, then run the command again"),
                new Diagnostic(Descriptors.RolledBack, null, $"the database is as it was before that run ({words})"),
            ],
        };
    }

    private RunReport Stopped(OpenRun run) => Report(run, ExitCode.NeedsPerson) with
    {
        Diagnostics =
        [
            Died(run, "It could not be taken back"),
            new Diagnostic(Descriptors.NotRolledBack, null, $"{OpenRunWords.Progress(run)}; {string.Join("; ", _rungs)}. What can be done, with the commands for it, follows"),
        ],
        Recovery = new RecoveryRecipe(database, bundle.Chain, options.Words).Make(run.From, run.Plan?.To, run.InEffect, run.Unknown, CrashRecovery.SnapshotOf(run, options)),
    };

    private RunReport Report(OpenRun run, ExitCode exitCode) => new()
    {
        RunId = rows.RunId,
        Outcome = RunOutcome.Failed,
        ExitCode = exitCode,
        FromVersion = run.From,
        ToVersion = run.From,
        WayBack = [.. _rungs],
    };

    private static Diagnostic Died(OpenRun run, string then) => new(Descriptors.RunDied, null, $"an earlier run died: {OpenRunWords.Of(run)}. {then}");

    private Migration? Find(PlannedStep step) => bundle.Chain.Migrations.FirstOrDefault(m => m.Version.Text == step.Version);
}
