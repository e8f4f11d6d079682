namespace MigrationBuild.Proofs;

/// <summary>Whether the build proves the down scripts (`MigrationProof`).</summary>
public enum ProofMode
{
    /// <summary>Where it can; else it says so once.</summary>
    Auto,

    /// <summary>It is an error where it cannot.</summary>
    Required,

    Off,
}
