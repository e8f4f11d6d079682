namespace MigrationBuild.Deployment;

/// <summary>What a history row tells. Stored in lower case: `up`, `down`, `repeat`, `stamp`, `started`, `abandoned`.</summary>
public enum HistoryAction
{
    /// <summary>The up step was applied.</summary>
    Up,

    /// <summary>The down step was applied.</summary>
    Down,

    /// <summary>A repeatable script ran.</summary>
    Repeat,

    /// <summary>A person declared the version; nothing ran.</summary>
    Stamp,

    /// <summary>A step that cannot run in a transaction is about to start; an `up`, `down` or `abandoned` row of the same run follows unless it died.</summary>
    Started,

    /// <summary>The step announced by `started` was taken back.</summary>
    Abandoned,
}
