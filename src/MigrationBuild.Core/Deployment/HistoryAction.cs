namespace MigrationBuild.Deployment;

/// <summary>
/// What a history row tells. Stored in lower case: `up`, `down`, `repeat`, `stamp`, `unstamp`, `upstarted`, `downstarted`, `abandoned`, `drift`;
/// and of the run as a whole, which is its journal: `began`, `prepared`, `entered`, `goingback`, `ended`, `restored`.
/// </summary>
public enum HistoryAction
{
    /// <summary>The up step was applied.</summary>
    Up,

    /// <summary>The down step was applied.</summary>
    Down,

    /// <summary>A repeatable script ran.</summary>
    Repeat,

    /// <summary>A person declared the version applied; nothing ran.</summary>
    Stamp,

    /// <summary>A person declared the version not applied, or, in a row without one, the database to be at the base; nothing ran.</summary>
    Unstamp,

    /// <summary>An up step that cannot run in a transaction is about to start; a row of another kind follows unless the run died.</summary>
    UpStarted,

    /// <summary>The same for a down step.</summary>
    DownStarted,

    /// <summary>What the step announced by `upstarted` or `downstarted` left behind was cleaned up.</summary>
    Abandoned,

    /// <summary>A person let the run go on although the schema was not the expected one; the note says why, and what differed.</summary>
    Drift,

    /// <summary>A run is about to touch the database; the note holds its plan (<see cref="Journal.RunPlan"/>).</summary>
    Began,

    /// <summary>What a run needs to go back is kept: the note says what (<see cref="Journal.Preparation"/>). Its first step comes next.</summary>
    Prepared,

    /// <summary>The steps that the note names (<see cref="Journal.Entry"/>) are about to run: in one transaction, or the one step outside any.</summary>
    Entered,

    /// <summary>The run failed, and is about to go back by the means that the name says: `recovery`, `downs`, `snapshot`.</summary>
    GoingBack,

    /// <summary>The run is over; the name says how (<see cref="Journal.RunEnd"/>), the note why.</summary>
    Ended,

    /// <summary>The database was put back to the snapshot that the note names; what the history held since is gone with the rest.</summary>
    Restored,
}
