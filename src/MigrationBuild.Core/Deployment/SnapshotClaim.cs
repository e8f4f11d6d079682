namespace MigrationBuild.Deployment;

/// <summary>
/// Says to other processes that a snapshot is being made: a file beside it, locked by the operating system for as long as its maker lives. One
/// that is there and not locked is what a killed run has left.
/// </summary>
internal sealed class SnapshotClaim : IDisposable
{
    private const string Ending = ".claim";

    private readonly FileStream _stream;
    private bool _stays;

    private SnapshotClaim(FileStream stream) => _stream = stream;

    /// <summary>Null where somebody else has the name.</summary>
    /// <exception cref="IOException">The file cannot be made: the disk is full, or the folder is gone.</exception>
    public static SnapshotClaim? TryTake(string snapshot) => TryOpen(snapshot + Ending, FileMode.CreateNew);

    /// <summary>Goes through the snapshots whose makers died, holding the claim of each meanwhile.</summary>
    /// <param name="remove">Removes what is left of one; false: not yet, and it stays claimed by nobody, to be found again.</param>
    public static async Task RemoveAbandonedAsync(string directory, Func<string, Task<bool>> remove)
    {
        foreach (var file in Directory.GetFiles(directory, "*" + Ending))
        {
            using var claim = TryOpen(file, FileMode.Open);
            if (claim is not null)
                claim._stays = !await remove(file[..^Ending.Length]);
        }
    }

    /// <summary>Whether a snapshot of this path is being made, or was when its maker died.</summary>
    public static bool IsThere(string snapshot) => File.Exists(snapshot + Ending);

    public void Dispose()
    {
        // While still held, where that is possible: nobody else can then take this file for one that was left.
        try
        {
            if (!OperatingSystem.IsWindows() && !_stays)
                File.Delete(_stream.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The snapshot is what it is; a claim that nobody holds is removed before the next one.
        }
        _stream.Dispose();
    }

    private static SnapshotClaim? TryOpen(string file, FileMode mode)
    {
        try
        {
            // Windows does not delete an open file, but it does delete one on close as one act.
            return new SnapshotClaim(new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None, 1, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException || (e is IOException && File.Exists(file)))
        {
            return null; // somebody holds it, or has just let go of it
        }
    }
}
