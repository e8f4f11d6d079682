using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Proofs;

namespace MigrationBuild.Deployment;

/// <summary>
/// The way back by down scripts, for a run whose steps are in effect one by one: newest first, each in a transaction with its history row. Only
/// scripts that the build proved exact, and only where the state of every step is known and nobody else has written.
/// </summary>
internal sealed class StepsBack(RunContext context)
{
    private readonly List<Step> _inEffect = [];
    private IReadOnlyList<Step> _committing = [];
    private Step? _unknown;

    /// <summary>The transaction of these steps is about to be committed.</summary>
    public void Committing(IReadOnlyList<Step> steps) => _committing = steps;

    /// <summary>The step is about to run outside a transaction.</summary>
    public void Starting(Step step) => _unknown = step;

    /// <summary>The steps are in effect, and their history rows with them.</summary>
    public void Done(IReadOnlyList<Step> steps)
    {
        _inEffect.AddRange(steps);
        _committing = [];
        _unknown = null;
    }

    /// <summary>What forbids it; null where nothing does.</summary>
    /// <exception cref="EngineException">The history cannot be read.</exception>
    public async Task<string?> FindObstacleAsync()
    {
        if (_unknown is not null)
            return $"it is not known how far {_unknown} came";
        if (_committing.Count > 0)
            await ResolveAsync();
        return _inEffect.Where(s => !IsProven(s)).Select(s => $"the build did not prove a way back from {s}").FirstOrDefault();
    }

    /// <summary>Runs the down steps. An exception leaves the steps before it taken back, and the transaction open.</summary>
    /// <param name="mark">As long as it is the same, nobody else has written.</param>
    /// <param name="left">Told after each down step how many steps are still in effect.</param>
    /// <exception cref="MigrationException">A down step failed, or somebody else has written.</exception>
    public async Task RunAsync(string mark, string? note, Action<int> left)
    {
        for (var i = _inEffect.Count - 1; i >= 0; i--)
        {
            await context.Database.BeginAsync(CancellationToken.None);
            if (await context.Database.ReadForeignChangeMarkAsync(CancellationToken.None) != mark)
                throw new MigrationException(Descriptors.NotRolledBack, ExitCode.NeedsPerson, "other connections have written since the run began");
            await TakeBackAsync(_inEffect[i].Migration!, note);
            _inEffect.RemoveAt(i);
            left(i);
        }
    }

    private async Task TakeBackAsync(Migration migration, string? note)
    {
        var history = await HistoryGuard.ReadAsync(context, CancellationToken.None);
        var violations = await context.Database.FindForeignKeyViolationsAsync(CancellationToken.None);
        await context.Runner.RunAsync(Step.Down(migration), note, CancellationToken.None);
        await ForeignKeys.RequireNoNewViolationsAsync(context.Database, violations, CancellationToken.None);
        await history.RequireKeptAsync(1, CancellationToken.None);
        await context.Database.CommitAsync(CancellationToken.None);
    }

    private bool IsProven(Step step) =>
        step is { Direction: Direction.Up, Migration.Down.Transactional: true } && context.Bundle.Proof?.Of(step.Version!)?.Verdict == Verdict.Exact;

    // A commit that failed, or says so, has left its history rows or not: all of them, since they are of one transaction.
    private async Task ResolveAsync()
    {
        var history = await context.Database.ReadHistoryAsync(CancellationToken.None) ?? [];
        var last = _committing[^1];
        if (history.Any(row => row.RunId == context.RunId && row.Action == last.Action && row.Version == last.Version && row.Name == last.Name))
            _inEffect.AddRange(_committing);
        _committing = [];
    }
}
