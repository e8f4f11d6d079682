namespace MigrationBuild.Drivers;

/// <param name="ConnectionString">As the user gave it; never printed.</param>
/// <param name="ReadOnly">Nothing may be created or changed: what does not exist yet reads as empty.</param>
/// <param name="LockTimeout">How long a statement may wait for somebody else's lock.</param>
/// <param name="ForRestore">The database may be damaged beyond reading: the only thing to come is that a snapshot replaces it.</param>
/// <param name="Notices">Takes what people should know while it works, one line each: who blocks, what was repaired, what is risky.</param>
public sealed record ConnectionRequest(
    string ConnectionString,
    bool ReadOnly,
    TimeSpan LockTimeout,
    bool ForRestore = false,
    Action<string>? Notices = null)
{
    /// <summary>One of the driver's <see cref="IDriver.SnapshotMethods"/>; null: its first.</summary>
    public string? SnapshotMethod { get; init; }

    /// <summary>The role to work as, once logged in; null: the one that logs in. Only where the driver says <see cref="IDriver.HasRoles"/>.</summary>
    public string? Role { get; init; }

    /// <summary>Where a copy or a restore needs the database for itself, the sessions of others may be ended. They are named first.</summary>
    public bool Fence { get; init; }
}
