using System.Text.Json;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;

namespace MigrationBuild.Deployment.Journal;

/// <summary>
/// Writes what a run is about to do into the history, durably, before it does it. Two runs keep their journal inside their one transaction
/// instead, which leaves nothing if it dies: the first on a database, since a run that fails must not leave a table where there was none, and
/// one through a pooler, whose next transaction may be another session's.
/// </summary>
internal sealed class RunJournal(IDatabase database, RunRows rows, RunPlan plan, string? from, bool hasHistory)
{
    private bool _hasBegun;
    private bool _isCommitted;

    private bool IsInside => plan.IsOneTransaction && (!hasHistory || database.WhyTransactionalOnly is not null);

    /// <summary>As the first thing in the run's one transaction.</summary>
    public Task BeginInsideAsync(CancellationToken cancellationToken) => IsInside ? AppendAsync(Began(), cancellationToken) : Task.CompletedTask;

    /// <summary>Before anything else: the run and its plan.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (IsInside)
            return;
        await AppendAsync(Began(), cancellationToken);
        _hasBegun = true;
        FaultPoint.Reach("deployment.began");
    }

    /// <summary>After what is needed to go back was taken, before the first step.</summary>
    public Task PreparedAsync(Preparation preparation, CancellationToken cancellationToken) =>
        AppendAsync(rows.Of(HistoryAction.Prepared, from, "prepared", JsonSerializer.Serialize(preparation, JournalJson.Format.Preparation)), cancellationToken);

    /// <summary>Before a transaction, or a step outside any.</summary>
    public Task EnterAsync(Entry entry, CancellationToken cancellationToken) =>
        AppendAsync(rows.Of(HistoryAction.Entered, from, "entered", JsonSerializer.Serialize(entry, JournalJson.Format.Entry)), cancellationToken);

    /// <summary>Before an attempt to go back.</summary>
    public Task GoBackAsync(Rung by, string? note) =>
        AppendAsync(rows.Of(HistoryAction.GoingBack, from, JsonNamingPolicy.CamelCase.ConvertName(by.ToString()), note), CancellationToken.None);

    /// <summary>The one transaction of the run is committed, and with it what it holds of the journal.</summary>
    public void Committed() => _isCommitted = true;

    /// <summary>In the last transaction of the run, or after it. Does nothing for a run that could not even begin.</summary>
    public async Task EndAsync(RunEnd end, string? version, string? note)
    {
        // A run that failed is gone with its one transaction, and all that this held.
        if (!_isCommitted && (IsInside ? end != RunEnd.Done : !_hasBegun))
            return;
        await AppendAsync(rows.Of(HistoryAction.Ended, version, NameOf(end), note), CancellationToken.None);
    }

    public static string NameOf(RunEnd end) => JsonNamingPolicy.CamelCase.ConvertName(end.ToString());

    private HistoryRow Began() =>
        rows.Of(HistoryAction.Began, from, plan.Direction == Direction.Up ? "apply" : "rollback", JsonSerializer.Serialize(plan, JournalJson.Format.RunPlan));

    private Task AppendAsync(HistoryRow row, CancellationToken cancellationToken) => database.AppendHistoryAsync(row, cancellationToken);
}
