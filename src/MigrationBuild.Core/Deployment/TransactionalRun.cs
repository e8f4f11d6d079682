using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment;

/// <summary>A run whose steps all fit one transaction: nothing is in effect before the one COMMIT, in which each step's history row is.</summary>
internal sealed class TransactionalRun(RunContext context)
{
    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        var undo = new Undo(context);
        var steps = new List<StepReport>();
        var committing = false;
        try
        {
            await context.Journal.BeginAsync(cancellationToken);
            await context.Database.BeginAsync(cancellationToken);
            var history = await HistoryGuard.ReadAsync(context, cancellationToken);
            RequireUnmoved(history);
            await undo.PrepareAsync(isTransactional: true, cancellationToken);
            await context.Journal.BeginInsideAsync(cancellationToken);
            var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
            var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
            foreach (var step in context.Plan.Steps)
            {
                context.Observer.StepStarting(step, steps.Count + 1, context.Plan.Steps.Count);
                steps.Add(await context.Runner.RunAsync(step, undo.Snapshot?.Name, cancellationToken));
                await context.Schema.RequireExpectedAfterAsync(step, context.Plan.Steps.Count, cancellationToken);
                context.Observer.StepDone(steps[^1]);
                FaultPoint.Reach("deployment.step-done");
            }
            await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
            await history.RequireKeptAsync(steps.Count + recorded, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await context.Journal.EndAsync(RunEnd.Done, context.Plan.To, null);
            FaultPoint.Reach("deployment.committing");
            committing = true;
            await context.Database.CommitAsync(cancellationToken);
            FaultPoint.Reach("deployment.committed");
            return context.Succeeded(steps, undo.Snapshot);
        }
        catch (Exception cause)
        {
            if (!await undo.TryRollBackTransactionAsync())
                return await undo.NotRolledBackAsync(cause, "the transaction could not be rolled back");
            if (committing && await WasCommittedAsync())
                return context.Succeeded(steps, undo.Snapshot);
            return await undo.ProveAsync(cause);
        }
    }

    // Between the reading of the history and BEGIN somebody without our lock could have written.
    private void RequireUnmoved(HistoryGuard history)
    {
        if (!history.IsOwnSince(context.Position.State.LastId))
        {
            throw new MigrationException(Descriptors.LockBusy, ExitCode.LockBusy,
                "the history changed while the run started: something writes to it without taking the deployment lock; nothing was touched");
        }
    }

    // A connection that breaks at COMMIT says nothing about its outcome: only the history rows do.
    private async Task<bool> WasCommittedAsync()
    {
        try
        {
            var history = await context.Database.ReadHistoryAsync(CancellationToken.None);
            return history is not null && history.Any(row => row.RunId == context.RunId && row.Action == HistoryAction.Ended);
        }
        catch (Drivers.EngineException)
        {
            return false; // the proof that follows reads the database again and says what it finds
        }
    }
}
