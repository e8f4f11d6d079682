namespace MigrationBuild.Deployment.Undoing;

/// <summary>The ways back of a failed run, in the order in which they are tried. In JSON with a small first letter.</summary>
public enum Rung
{
    /// <summary>The open transaction is rolled back.</summary>
    Transaction,

    /// <summary>The history says whether a step is in effect whose COMMIT gave no answer.</summary>
    History,

    /// <summary>What a step outside a transaction left halfway is cleaned up.</summary>
    Recovery,

    /// <summary>The down steps run, newest first.</summary>
    Downs,

    /// <summary>The database is compared with what it was before the run.</summary>
    Comparison,

    /// <summary>The snapshot from before the run is restored.</summary>
    Snapshot,
}
