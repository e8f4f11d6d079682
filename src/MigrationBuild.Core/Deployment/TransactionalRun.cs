using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment;

/// <summary>A run whose steps all fit one transaction: nothing is in effect before the one COMMIT, in which each step's history row is.</summary>
internal sealed class TransactionalRun(RunContext context)
{
    private readonly Undo _undo = new(context);
    private bool _isCommitting;
    private bool _isCommitted;

    // With a health command the end of the run is its answer, not the COMMIT.
    private bool EndsWithCommit => !context.Options.MayBeTakenBackAfterCommit;

    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.Journal.BeginAsync(cancellationToken);
            await context.Database.BeginAsync(cancellationToken);
            var steps = await RunStepsAsync(cancellationToken);
            await CommitAsync(steps, cancellationToken);
            return await SucceedAsync(cancellationToken);
        }
        catch (Exception cause)
        {
            var isRolledBack = await _undo.TryRollBackTransactionAsync();
            if (isRolledBack && cause is HistoryMovedException && context.Database.WhyTransactionalOnly is not null)
                throw;
            if (!isRolledBack)
                return await _undo.NotRolledBackAsync(cause, "the transaction could not be rolled back");
            if (!_isCommitting || _isCommitted || !await WasCommittedAsync())
                return await _undo.ProveAsync(cause);
        }
        return await SucceedAfterAllAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<StepInEffect>> RunStepsAsync(CancellationToken cancellationToken)
    {
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        RequireUnmoved(history);
        await _undo.PrepareAsync(staysInEffect: !EndsWithCommit, cancellationToken);
        await context.Journal.BeginInsideAsync(cancellationToken);
        var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        await context.Gates.OpenAsync(cancellationToken);
        var steps = new List<StepInEffect>();
        foreach (var step in context.Plan.Steps)
        {
            context.Observer.StepStarting(step, steps.Count + 1, context.Plan.Steps.Count);
            steps.Add(new(step, await context.Runner.RunAsync(step, _undo.Snapshot?.Name, cancellationToken)));
            await context.Schema.RequireExpectedAfterAsync(step, context.Plan.Steps.Count, cancellationToken);
            context.Observer.StepDone(steps[^1].Report);
            FaultPoint.Reach("deployment.step-done");
        }
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await context.Gates.CloseAsync(cancellationToken);
        await history.RequireKeptAsync(steps.Count + recorded, cancellationToken);
        return steps;
    }

    private async Task CommitAsync(IReadOnlyList<StepInEffect> steps, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (EndsWithCommit)
            await context.Journal.EndAsync(RunEnd.Done, context.Plan.To, null);
        FaultPoint.Reach("deployment.committing");
        _undo.StepsBack.Committing(steps);
        _isCommitting = true;
        await context.Database.CommitAsync(cancellationToken);
        SetCommitted();
        FaultPoint.Reach("deployment.committed");
    }

    private void SetCommitted()
    {
        _isCommitted = true;
        _undo.StepsBack.Committed();
        _undo.SomethingIsInEffect = true;
        context.Journal.Committed();
    }

    private async Task<RunReport> SucceedAsync(CancellationToken cancellationToken)
    {
        if (!EndsWithCommit)
        {
            await context.Gates.RequireHealthyAsync(cancellationToken);
            await context.Journal.EndAsync(RunEnd.Done, context.Plan.To, null);
        }
        return context.Succeeded(_undo.InEffect, _undo.Snapshot);
    }

    // COMMIT gave no answer, and the history has what it committed.
    private async Task<RunReport> SucceedAfterAllAsync(CancellationToken cancellationToken)
    {
        SetCommitted();
        try
        {
            return await SucceedAsync(cancellationToken);
        }
        catch (Exception cause)
        {
            return await _undo.ProveAsync(cause);
        }
    }

    // Between the reading of the history and BEGIN somebody without our lock could have written.
    private void RequireUnmoved(HistoryGuard history)
    {
        if (!history.IsOwnSince(context.Position.State.LastId))
            throw new HistoryMovedException();
    }

    // A connection that breaks at COMMIT says nothing about its outcome: only the history rows do.
    private async Task<bool> WasCommittedAsync()
    {
        try
        {
            var history = await context.Database.ReadHistoryAsync(CancellationToken.None);
            return history is not null && history.Any(row => row.RunId == context.RunId && !row.Action.IsOfRun());
        }
        catch (Drivers.EngineException)
        {
            return false; // the proof that follows reads the database again and says what it finds
        }
    }
}
