namespace MigrationBuild.Deployment.Journal;

/// <summary>How far a step of a dead run came. In JSON with a small first letter.</summary>
public enum StepState
{
    NotStarted,

    /// <summary>It was, or may have been, in a transaction that was never committed: the engine has taken it back.</summary>
    InTransaction,

    /// <summary>In effect, and recorded.</summary>
    Done,

    /// <summary>It was in effect, and was taken back, and both are recorded.</summary>
    TakenBack,

    /// <summary>It ran outside a transaction, and nothing tells how far it came.</summary>
    Unknown,
}
