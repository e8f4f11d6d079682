namespace MigrationBuild.Chains;

/// <summary>What a build does with migrations that the lock file does not have yet.</summary>
public enum LockMode
{
    /// <summary>On a developer's machine: add them.</summary>
    Update,

    /// <summary>On a build server: fail.</summary>
    Verify,
}
