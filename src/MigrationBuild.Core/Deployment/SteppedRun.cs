using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Faults;
using MigrationBuild.Sql;

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
            await context.Journal.BeginAsync(cancellationToken);
            await PrepareAsync(undo, cancellationToken);
            await context.Gates.OpenAsync(cancellationToken);
            foreach (var part in parts)
            {
                if (part is [{ Script.Transactional: false } step])
                    await RunOutsideAsync(step, undo, cancellationToken);
                else
                    await RunInTransactionAsync(part, undo, cancellationToken);
                await context.Gates.RequireHealthyBetweenAsync(undo.InEffect.Count, cancellationToken);
            }
            await context.Gates.CloseAsync(cancellationToken);
            await context.Gates.RequireHealthyAsync(cancellationToken);
            await context.Journal.EndAsync(RunEnd.Done, context.Plan.To, null);
            FaultPoint.Reach("deployment.ended");
            return context.Succeeded(undo.InEffect, undo.Snapshot);
        }
        catch (Exception cause)
        {
            if (!await undo.TryRollBackTransactionAsync())
                return await undo.NotRolledBackAsync(cause, "the transaction could not be rolled back");
            return await undo.ProveAsync(cause);
        }
    }

    private async Task PrepareAsync(Undo undo, CancellationToken cancellationToken)
    {
        // Only to keep writers out while the snapshot is made.
        await context.Database.BeginAsync(cancellationToken);
        var preparation = await undo.PrepareAsync(staysInEffect: true, cancellationToken);
        await context.Database.RollbackAsync();
        await context.Journal.PreparedAsync(preparation, cancellationToken);
        FaultPoint.Reach("deployment.prepared");
    }

    private async Task RunInTransactionAsync(IReadOnlyList<Step> part, Undo undo, CancellationToken cancellationToken)
    {
        await context.Journal.EnterAsync(new Entry(undo.InEffect.Count, part.Count, null), cancellationToken);
        FaultPoint.Reach("deployment.entered");
        await context.Database.BeginAsync(cancellationToken);
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var done = new List<StepInEffect>();
        foreach (var step in part)
            done.Add(new(step, await RunStepAsync(step, undo.InEffect.Count + done.Count, undo, cancellationToken)));
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(part.Count + recorded, cancellationToken);
        undo.SomethingIsInEffect = true;
        undo.StepsBack.Committing(done);
        FaultPoint.Reach("deployment.committing");
        await context.Database.CommitAsync(cancellationToken);
        FaultPoint.Reach("deployment.committed");
        undo.StepsBack.Committed();
        done.ForEach(step => context.Observer.StepDone(step.Report));
    }

    private async Task RunOutsideAsync(Step step, Undo undo, CancellationToken cancellationToken)
    {
        var history = await HistoryGuard.ReadAsync(context, cancellationToken);
        var violations = await context.Database.FindForeignKeyViolationsAsync(cancellationToken);
        var schema = context.Dialect.EffectOutside(step.Script.Text) == OutsideEffect.Schema
            ? (await context.Database.ReadSchemaAsync(cancellationToken)).Fingerprint
            : null;
        var started = step.Direction == Direction.Up ? HistoryAction.UpStarted : HistoryAction.DownStarted;
        var recorded = await context.RecordAcceptedDriftAsync(cancellationToken);
        await context.Journal.EnterAsync(new Entry(undo.InEffect.Count, 1, schema), cancellationToken);
        undo.SomethingIsInEffect = true;
        undo.StepsBack.Starting(step, schema);
        await context.Database.AppendHistoryAsync(context.Rows.Of(step, started, 0, undo.Snapshot?.Name), cancellationToken);
        FaultPoint.Reach("deployment.outside-started");
        var report = await RunStepAsync(step, undo.InEffect.Count, undo, cancellationToken);
        FaultPoint.Reach("deployment.outside-done");
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, cancellationToken);
        await history.RequireKeptAsync(2 + recorded, cancellationToken);
        undo.StepsBack.Done(report);
        context.Observer.StepDone(report);
    }

    private async Task<StepReport> RunStepAsync(Step step, int before, Undo undo, CancellationToken cancellationToken)
    {
        context.Observer.StepStarting(step, before + 1, context.Plan.Steps.Count);
        var report = await context.Runner.RunAsync(step, undo.Snapshot?.Name, cancellationToken);
        await context.Schema.RequireExpectedAfterAsync(step, context.Plan.Steps.Count, cancellationToken);
        FaultPoint.Reach("deployment.step-done");
        return report;
    }
}
