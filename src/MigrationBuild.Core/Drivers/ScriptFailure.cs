namespace MigrationBuild.Drivers;

/// <summary>Why a script failed.</summary>
public enum ScriptFailure
{
    /// <summary>The engine refused a statement.</summary>
    Refused,

    /// <summary>The script ended or replaced the transaction that it ran in.</summary>
    BrokeTransaction,

    /// <summary>A check of a verify script gave 0, false or NULL.</summary>
    CheckFailed,

    /// <summary>It ran longer than its time limit.</summary>
    TimedOut,

    /// <summary>It used what an earlier script of the same transaction made, and what the engine gives out after COMMIT only.</summary>
    NotCommittedYet,

    /// <summary>The connection broke before the engine answered: nobody knows what it would have said.</summary>
    NoAnswer,
}
