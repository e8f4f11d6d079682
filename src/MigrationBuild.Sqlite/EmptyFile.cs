using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Locks;

namespace MigrationBuild.Sqlite;

/// <summary>A database file that a run has made and left without anything in it.</summary>
internal static class EmptyFile
{
    public static bool HoldsNothing(SqliteSession session)
    {
        try
        {
            return session.Integer("SELECT count(*) FROM main.sqlite_master") == 0;
        }
        catch (EngineException)
        {
            return false; // what cannot be read is not deleted
        }
    }

    /// <summary>No connection of this process may be open. Only under the lock: whoever waits for it opens the file again once he has it.</summary>
    public static async Task DeleteAsync(string path)
    {
        if (DeploymentLock.TryTake(path, "removal of an empty database file") is not { } taken)
            return;
        await using (taken)
        {
            // Another process may have filled it since.
            if (File.Exists(path) && IsEmpty(path))
                File.Delete(path);
        }
    }

    private static bool IsEmpty(string path)
    {
        using var session = SqliteSession.Open(path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero);
        return HoldsNothing(session);
    }
}
