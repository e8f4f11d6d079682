namespace MigrationBuild.Deployment;

/// <summary>Whether a run makes a copy of the database before its first step.</summary>
public enum SnapshotPolicy
{
    /// <summary>Where the engine needs one to go back.</summary>
    Auto,

    Always,

    /// <summary>A failed run that a rolled-back transaction does not take back is left as it is, for a person.</summary>
    Never,
}
