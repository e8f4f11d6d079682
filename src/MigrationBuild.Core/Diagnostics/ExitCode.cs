namespace MigrationBuild.Diagnostics;

/// <summary>The tool's exit codes. Documented; scripts depend on them.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed, and everything was rolled back, or nothing was done.</summary>
    Failed = 1,

    /// <summary>The command line makes no sense.</summary>
    Usage = 2,

    /// <summary>`status --exit-code` and `plan --exit-code`: there are steps to run.</summary>
    Pending = 3,

    /// <summary>Refused before anything was touched: tampered, drifted, unknown version.</summary>
    Refused = 4,

    /// <summary>Another deployment holds the lock, or another connection uses the database; nothing was changed, and trying again can help.</summary>
    LockBusy = 5,

    /// <summary>Failed and not rolled back: a person is needed, and the message says what to run.</summary>
    NeedsPerson = 6,
}
