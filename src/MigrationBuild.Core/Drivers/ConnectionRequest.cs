namespace MigrationBuild.Drivers;

/// <param name="ConnectionString">As the user gave it; never printed.</param>
/// <param name="ReadOnly">Nothing may be created or changed: what does not exist yet reads as empty.</param>
/// <param name="LockTimeout">How long a statement may wait for somebody else's lock.</param>
/// <param name="ForRestore">The database may be damaged beyond reading: the only thing to come is that a snapshot replaces it.</param>
public sealed record ConnectionRequest(string ConnectionString, bool ReadOnly, TimeSpan LockTimeout, bool ForRestore = false);
