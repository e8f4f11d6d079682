namespace MigrationBuild.Deployment.Journal;

/// <summary>
/// A run that is not over: it is at work now, or it died, or it stopped and left the rest to a person. What its rows tell of it; a pure function of
/// them. Since a run holds the deployment lock, it is the last one, and whoever holds the lock knows that it is not at work.
/// </summary>
public sealed record OpenRun
{
    private OpenRun()
    {
    }

    public required string RunId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>`user@host`.</summary>
    public required string By { get; init; }

    /// <summary>The version before the run; null: base, or not known.</summary>
    public string? From { get; init; }

    /// <summary>Null where the run was made by a script for people, or by a version of the tool without a journal.</summary>
    public RunPlan? Plan { get; init; }

    /// <summary>Null where it died before its first step, and where it is one transaction.</summary>
    public Preparation? Preparation { get; init; }

    /// <summary>Each step of the plan (of the step that died, where there is no plan) with its state.</summary>
    public required IReadOnlyList<(PlannedStep Step, StepState State)> Steps { get; init; }

    /// <summary>What was about to run when it died; null where nothing was, or it has ended.</summary>
    public Entry? Entry { get; init; }

    /// <summary>The means by which it was going back when it died (`recovery`, `downs`, `snapshot`); null where it was not.</summary>
    public string? GoingBack { get; init; }

    /// <summary>Why it stopped by itself and left the rest to a person; null where it was at work to the last.</summary>
    public string? Stopped { get; init; }

    /// <summary>The file or name of the run's snapshot; null where there is none.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The step of unknown state; null where the state of all is known.</summary>
    public PlannedStep? Unknown => Steps.Where(s => s.State == StepState.Unknown).Select(s => s.Step).FirstOrDefault();

    /// <summary>The steps that are in effect, in the order in which they ran.</summary>
    public IReadOnlyList<PlannedStep> InEffect => [.. Steps.Where(s => s.State == StepState.Done).Select(s => s.Step)];

    /// <summary>Null where every run is over.</summary>
    /// <param name="rows">The whole history, oldest first; null where there is none.</param>
    public static OpenRun? Find(IReadOnlyList<HistoryRow>? rows)
    {
        if (rows is not [.., var last] || IsOver(last))
            return null;
        var own = rows.Where(r => r.RunId == last.RunId).ToList();
        var began = own.FirstOrDefault(r => r.Action == HistoryAction.Began);
        var started = own.LastOrDefault(r => r.Action is HistoryAction.UpStarted or HistoryAction.DownStarted);
        // Rows of the time before the journal, of stamps, and of scripts for people: only a step that began and did not end is open.
        if (began is null && (started is null || !IsLastOfStep(started, own)))
            return null;
        var plan = JournalJson.Read(began?.Note, JournalJson.Format.RunPlan);
        var entry = JournalJson.Read(own.LastOrDefault(r => r.Action == HistoryAction.Entered)?.Note, JournalJson.Format.Entry);
        var preparation = JournalJson.Read(own.LastOrDefault(r => r.Action == HistoryAction.Prepared)?.Note, JournalJson.Format.Preparation);
        var steps = plan?.Steps ?? (started is null ? [] : [new PlannedStep(started.Action == HistoryAction.UpStarted ? HistoryAction.Up : HistoryAction.Down, started.Version, started.Name)]);
        return new OpenRun
        {
            RunId = last.RunId,
            At = own[0].At,
            By = own[0].By,
            From = began?.Version,
            Plan = plan,
            Preparation = preparation,
            Entry = entry,
            Steps = [.. steps.Select((step, i) => (step, StateOf(step, i, own, plan, entry)))],
            GoingBack = own.LastOrDefault(r => r.Action == HistoryAction.GoingBack)?.Name,
            Stopped = last.Action == HistoryAction.Ended ? last.Note : null,
            Snapshot = preparation?.Snapshot ?? started?.Note,
        };
    }

    private static StepState StateOf(PlannedStep step, int place, List<HistoryRow> own, RunPlan? plan, Entry? entry)
    {
        var row = own.LastOrDefault(r => step.IsIn(r) && IsOfStep(r));
        var isEntered = plan?.IsOneTransaction == true || (entry is not null && place >= entry.First && place < entry.First + entry.Count);
        return row?.Action switch
        {
            null => isEntered ? StepState.InTransaction : StepState.NotStarted,
            HistoryAction.UpStarted or HistoryAction.DownStarted => StepState.Unknown,
            HistoryAction.Abandoned => StepState.NotStarted,
            var action => action == step.Action ? StepState.Done : StepState.TakenBack,
        };
    }

    private static bool IsOver(HistoryRow last) => last.Action == HistoryAction.Ended && last.Name != RunJournal.NameOf(RunEnd.Stopped);

    private static bool IsLastOfStep(HistoryRow started, List<HistoryRow> own) => own.Last(IsOfStep) == started;

    private static bool IsOfStep(HistoryRow row) => row.Action
        is HistoryAction.Up or HistoryAction.Down or HistoryAction.Repeat or HistoryAction.UpStarted or HistoryAction.DownStarted or HistoryAction.Abandoned;
}
