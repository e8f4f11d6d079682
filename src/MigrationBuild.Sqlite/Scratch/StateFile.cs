using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Snapshots;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>The content of a scratch database as an ordinary database file.</summary>
internal static class StateFile
{
    /// <summary>Under another name first, so that a build that is killed leaves no half of one.</summary>
    public static void Save(SqliteSession session, string file, CancellationToken cancellation)
    {
        var partial = $"{Path.GetFullPath(file)}.{Guid.NewGuid():n}.partial";
        try
        {
            using (var copy = SqliteSession.Open(partial, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.Zero))
            {
                // It is made anew where it is lost, so that it need not outlive the machine.
                copy.Execute("PRAGMA synchronous=OFF");
                PageCopy.Run(session, copy, null, cancellation);
            }
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <exception cref="ScratchUnavailableException">It is not there, or not whole.</exception>
    public static void Load(string file, SqliteSession session, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(file);
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new ScratchUnavailableException($"there is no state of a scratch database in {file}; delete the file, and it is made anew");
        try
        {
            using var state = SqliteSession.Open(path, raw.SQLITE_OPEN_READONLY, TimeSpan.Zero);
            using var limit = state.Limit(cancellation);
            SnapshotFile.CheckPages(state);
            PageCopy.Run(state, session, null, cancellation);
        }
        catch (EngineException e)
        {
            throw new ScratchUnavailableException($"the state of a scratch database in {file} cannot be read: {e.Message}; delete the file, and it is made anew", e);
        }
    }
}
