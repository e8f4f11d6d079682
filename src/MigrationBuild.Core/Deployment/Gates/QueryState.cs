namespace MigrationBuild.Deployment.Gates;

/// <summary>How a query fared in a run. In JSON with a small first letter.</summary>
public enum QueryState
{
    /// <summary>It ran before and after, and is not too slow.</summary>
    Measured,

    /// <summary>It takes longer than allowed.</summary>
    Slower,

    /// <summary>It could not run before the steps, and can after them: what it asks is new.</summary>
    New,

    /// <summary>It ran before the steps, and cannot any more.</summary>
    Broken,

    /// <summary>It could run neither before nor after.</summary>
    NeverRan,
}
