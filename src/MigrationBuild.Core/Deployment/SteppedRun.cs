namespace MigrationBuild.Deployment;

/// <summary>
/// A run with a step that cannot be in a transaction, or with more than one transaction can hold: each step is in effect by itself, journalled, and the snapshot is the way back.
/// </summary>
internal sealed class SteppedRun(RunContext context)
{
    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        var undo = new Undo(context);
        var steps = new List<StepReport>();
        try
        {
            await PrepareAsync(undo, cancellationToken);
            foreach (var step in context.Plan.Steps)
            {
                context.Observer.StepStarting(step, steps.Count + 1, context.Plan.Steps.Count);
                steps.Add(step.Script.Transactional
                    ? await RunInTransactionAsync(step, undo, cancellationToken)
                    : await RunJournalledAsync(step, undo, cancellationToken));
                context.Observer.StepDone(steps[^1]);
            }
            return context.Succeeded(steps, undo.Snapshot);
        }
        catch (Exception cause)
        {
            if (!await undo.TryRollBackTransactionAsync())
                return undo.NotRolledBack(cause, "the transaction could not be rolled back");
            return await undo.ProveAsync(cause);
        }
    }

    private async Task PrepareAsync(Undo undo, CancellationToken cancellationToken)
    {
        // Only to keep writers out while the snapshot is made.
        await context.Database.BeginAsync(cancellationToken);
        await undo.PrepareAsync(isTransactional: false, cancellationToken);
        await context.Database.RollbackAsync();
    }

    private async Task<StepReport> RunInTransactionAsync(Step step, Undo undo, CancellationToken cancellationToken)
    {
        await context.Database.BeginAsync(cancellationToken);
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var report = await context.Runner.RunAsync(step, undo.Snapshot?.Name, cancellationToken);
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(1, cancellationToken);
        undo.SomethingIsInEffect = true;
        await context.Database.CommitAsync(cancellationToken);
        return report;
    }

    private async Task<StepReport> RunJournalledAsync(Step step, Undo undo, CancellationToken cancellationToken)
    {
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var started = step.Direction == Direction.Up ? HistoryAction.UpStarted : HistoryAction.DownStarted;
        undo.SomethingIsInEffect = true;
        await context.Database.AppendHistoryAsync(context.Runner.Row(step, started, 0, undo.Snapshot?.Name), cancellationToken);
        var report = await context.Runner.RunAsync(step, undo.Snapshot?.Name, cancellationToken);
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(2, cancellationToken);
        return report;
    }
}
