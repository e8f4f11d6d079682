using MigrationBuild.Chains;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Proofs;

namespace MigrationBuild.Deployment.Undoing;

/// <summary>
/// The way back by down scripts, for a run whose steps are in effect one by one: newest first, each in a transaction with its history row. Only
/// scripts that the build proved exact, and only where the state of every step is known and nobody else has written.
/// </summary>
internal sealed class StepsBack(RunContext context)
{
    private IReadOnlyList<StepInEffect> _committing = [];
    private Step? _outside;
    private string? _schemaBefore;

    /// <summary>What is known to be in effect, in the order in which it ran.</summary>
    public List<StepInEffect> InEffect { get; } = [];

    /// <summary>The step outside a transaction of which it is not known how far it came; null where there is none.</summary>
    public Step? Unknown => _outside;

    /// <summary>The transaction of these steps is about to be committed.</summary>
    public void Committing(IReadOnlyList<StepInEffect> steps) => _committing = steps;

    /// <summary>The transaction is committed.</summary>
    public void Committed()
    {
        InEffect.AddRange(_committing);
        _committing = [];
    }

    /// <summary>The step is about to run outside a transaction.</summary>
    /// <param name="schemaBefore">Fingerprint of the schema, where comparing with it tells whether the step left something; else null.</param>
    public void Starting(Step step, string? schemaBefore) => (_outside, _schemaBefore) = (step, schemaBefore);

    /// <summary>The step that was started is in effect, and its history row is there.</summary>
    public void Done(StepReport report)
    {
        InEffect.Add(new(_outside!, report));
        _outside = null;
    }

    /// <summary>The snapshot is restored: nothing of the run is left.</summary>
    public void Forget()
    {
        InEffect.Clear();
        _outside = null;
    }

    /// <summary>Finds out what is in effect where that is not known, and records it.</summary>
    /// <param name="cause">What ended the run.</param>
    /// <param name="rungs">Takes what was found.</param>
    /// <returns>Null where the state of every step is known now; else why it is not.</returns>
    /// <exception cref="EngineException">The database cannot be read, or the history not written.</exception>
    public async Task<string?> ResolveAsync(Exception cause, ICollection<RungReport> rungs)
    {
        if (_committing.Count > 0)
            await ResolveCommitAsync(rungs);
        return _outside is null ? null : await ResolveOutsideAsync(_outside, cause, rungs);
    }

    /// <summary>What forbids the down scripts; null where nothing does.</summary>
    public string? FindObstacle() => context.Bundle.Proof is null
        ? "the build proved nothing"
        : InEffect.Where(s => !IsProven(s.Step, context.Bundle.Proof)).Select(s => $"the build did not prove a way back from {s.Step}").FirstOrDefault();

    /// <summary>Runs the down steps. An exception leaves the steps before it taken back, and the transaction open.</summary>
    /// <param name="mark">As long as it is the same, nobody else has written.</param>
    /// <exception cref="MigrationException">A down step failed, or somebody else has written.</exception>
    public async Task RunAsync(string mark, string? note)
    {
        for (var i = InEffect.Count - 1; i >= 0; i--)
        {
            await context.Database.BeginAsync(CancellationToken.None);
            if (await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != mark)
                throw new MigrationException(Descriptors.NotRolledBack, ExitCode.NeedsPerson, "other connections have written since the run began");
            await TakeBackAsync(InEffect[i].Step.Migration!, note);
            InEffect.RemoveAt(i);
            FaultPoint.Reach("deployment.step-taken-back");
        }
    }

    /// <summary>Whether its down script may take it back without a person's word.</summary>
    public static bool IsProven(Step step, ChainProof proof) =>
        step is { Direction: Direction.Up, Migration.Down.Transactional: true } && proof.Of(step.Version!)?.Verdict == Verdict.Exact;

    private async Task TakeBackAsync(Migration migration, string? note)
    {
        var history = await HistoryGuard.ReadAsync(context, CancellationToken.None);
        var violations = await context.Database.FindForeignKeyViolationsAsync(CancellationToken.None);
        await context.Runner.RunAsync(Step.Down(migration), note, CancellationToken.None);
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, CancellationToken.None);
        await history.RequireKeptAsync(1, CancellationToken.None);
        FaultPoint.Reach("deployment.committing");
        await context.Database.CommitAsync(CancellationToken.None);
    }

    // A commit that failed, or says so, has left its history rows or not: all of them, since they are of one transaction.
    private async Task ResolveCommitAsync(ICollection<RungReport> rungs)
    {
        var last = _committing[^1].Step;
        var isThere = await IsRecordedAsync(last);
        rungs.Add(new(Rung.History, true, $"COMMIT gave no answer, and the history {(isThere ? "has" : "does not have")} {last}"));
        if (isThere)
            InEffect.AddRange(_committing);
        _committing = [];
    }

    private async Task<string?> ResolveOutsideAsync(Step step, Exception cause, ICollection<RungReport> rungs)
    {
        if (await IsRecordedAsync(step))
        {
            rungs.Add(new(Rung.History, true, $"the history has {step}"));
            Done(ReportOf(step));
            return null;
        }
        var finding = context.Runner.HasRun == step ? new StepFinding(StepState.Done, $"the script of {step} came to its end")
            : context.Runner.Sent != step ? new StepFinding(StepState.NotStarted, $"the script of {step} was not sent yet")
            : await RecoverAsync(step, cause);
        rungs.Add(new(Rung.Recovery, finding.State != StepState.Unknown, finding.Reason));
        switch (finding.State)
        {
            case StepState.Unknown:
                return finding.Reason;
            case StepState.Done:
                await context.Database.AppendHistoryAsync(context.Rows.Of(step, step.Action, 0, finding.Reason), CancellationToken.None);
                Done(ReportOf(step));
                return null;
            default:
                await context.Database.AppendHistoryAsync(context.Rows.Of(step, HistoryAction.Abandoned, 0, finding.Reason), CancellationToken.None);
                _outside = null;
                return null;
        }
    }

    private async Task<StepFinding> RecoverAsync(Step step, Exception cause)
    {
        await context.Journal.GoBackAsync(Rung.Recovery, step.ToString());
        FaultPoint.Reach("deployment.recovering");
        var refused = (cause as ScriptException ?? cause.InnerException as ScriptException) is { Reason: not ScriptFailure.NoAnswer };
        return await new OutsideStep(context.Database, context.Dialect, step, _schemaBefore, () => context.Schema.IsAsAfterAsync(step)).FindAsync(refused);
    }

    private async Task<bool> IsRecordedAsync(Step step)
    {
        var history = await context.Database.ReadHistoryAsync(CancellationToken.None) ?? [];
        return history.Any(row => row.RunId == context.RunId && row.Action == step.Action && row.Version == step.Version && row.Name == step.Name);
    }

    private StepReport ReportOf(Step step) => context.Runner.Report(step, 0);
}
