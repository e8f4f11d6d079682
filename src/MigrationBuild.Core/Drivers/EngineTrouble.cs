namespace MigrationBuild.Drivers;

/// <summary>What the deployment has to tell apart of what an engine refuses.</summary>
public enum EngineTrouble
{
    /// <summary>Anything else: a wrong statement, a full disk, a device that fails.</summary>
    Other,

    /// <summary>Another session holds a lock; nothing is wrong, and trying again later can help.</summary>
    Busy,

    /// <summary>What is stored cannot be read as a database any more.</summary>
    Damaged,

    /// <summary>A snapshot is in its place already, for good; it is what came after it that failed.</summary>
    AfterRestore,

    /// <summary>Whether it was done is not known, nor can it be asked: the server is gone. All of it was done, or nothing.</summary>
    Unknown,
}
