namespace MigrationBuild.Deployment.Journal;

/// <summary>How a run ended; the name of its `ended` row, with a small first letter.</summary>
public enum RunEnd
{
    /// <summary>It reached its target.</summary>
    Done,

    /// <summary>It failed, and the database is as it was before.</summary>
    TakenBack,

    /// <summary>It failed, and a person is needed.</summary>
    Stopped,

    /// <summary>It died, and a later run found out what was in effect and went on from there.</summary>
    Resumed,
}
