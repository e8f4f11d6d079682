namespace MigrationBuild.Eng.Faults.Scenarios;

/// <summary>What a command may leave when it dies.</summary>
internal enum Outcome
{
    /// <summary>The state before, or the one after.</summary>
    AllOrNothing,

    /// <summary>Each step by itself is done or not: any version between before and after, as the history says.</summary>
    StepByStep,

    /// <summary>The database is not changed at all.</summary>
    Unchanged,
}
