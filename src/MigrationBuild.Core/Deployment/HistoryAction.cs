namespace MigrationBuild.Deployment;

/// <summary>What a history row tells. Stored in lower case: `up`, `down`, `repeat`, `stamp`, `unstamp`, `upstarted`, `downstarted`, `abandoned`, `drift`.</summary>
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
}
