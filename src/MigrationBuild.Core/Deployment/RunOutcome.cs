namespace MigrationBuild.Deployment;

/// <summary>How a run ended. In JSON with a small first letter.</summary>
public enum RunOutcome
{
    /// <summary>`apply` reached its target.</summary>
    Applied,

    /// <summary>There was nothing to do.</summary>
    UpToDate,

    /// <summary>`rollback` reached its target.</summary>
    RolledBack,

    /// <summary>The run failed; the exit code says whether the database is as before.</summary>
    Failed,
}
