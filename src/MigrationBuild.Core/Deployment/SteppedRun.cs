namespace MigrationBuild.Deployment;

/// <summary>
/// A run with a step that cannot be in a transaction, or with more than one transaction can hold: each part is in effect by itself, a step without
/// a transaction is journalled; proven down steps and the snapshot are the way back.
/// </summary>
internal sealed class SteppedRun(RunContext context, IReadOnlyList<IReadOnlyList<Step>> parts)
{
    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        var undo = new Undo(context);
        try
        {
            await PrepareAsync(undo, cancellationToken);
            foreach (var part in parts)
            {
                if (part is [{ Script.Transactional: false } step])
                    await RunJournalledAsync(step, undo, cancellationToken);
                else
                    await RunInTransactionAsync(part, undo, cancellationToken);
            }
            return context.Succeeded(undo.InEffect, undo.Snapshot);
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

    private async Task RunInTransactionAsync(IReadOnlyList<Step> part, Undo undo, CancellationToken cancellationToken)
    {
        await context.Database.BeginAsync(cancellationToken);
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var done = new List<StepReport>();
        foreach (var step in part)
            done.Add(await RunStepAsync(step, undo.InEffect.Count + done.Count, undo, cancellationToken));
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(part.Count + recorded, cancellationToken);
        undo.SomethingIsInEffect = true;
        undo.StepsBack.Committing(part);
        await context.Database.CommitAsync(cancellationToken);
        undo.InEffect.AddRange(done);
        undo.StepsBack.Done(part);
        done.ForEach(context.Observer.StepDone);
    }

    private async Task RunJournalledAsync(Step step, Undo undo, CancellationToken cancellationToken)
    {
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var started = step.Direction == Direction.Up ? HistoryAction.UpStarted : HistoryAction.DownStarted;
        undo.SomethingIsInEffect = true;
        undo.StepsBack.Starting(step);
        var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
        await context.Database.AppendHistoryAsync(context.Runner.Row(step, started, 0, undo.Snapshot?.Name), cancellationToken);
        undo.InEffect.Add(await RunStepAsync(step, undo.InEffect.Count, undo, cancellationToken));
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(2 + recorded, cancellationToken);
        undo.StepsBack.Done([step]);
        context.Observer.StepDone(undo.InEffect[^1]);
    }

    private async Task<StepReport> RunStepAsync(Step step, int before, Undo undo, CancellationToken cancellationToken)
    {
        context.Observer.StepStarting(step, before + 1, context.Plan.Steps.Count);
        var report = await context.Runner.RunAsync(step, undo.Snapshot?.Name, cancellationToken);
        await context.Schema.RequireExpectedAfterAsync(step, context.Plan.Steps.Count, cancellationToken);
        return report;
    }
}
