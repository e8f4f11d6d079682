using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite;

/// <summary>
/// Counts the times at which other connections were seen to have committed. `PRAGMA data_version` alone does not tell: the engine also
/// raises it for a connection whose own transaction it gave up, as it does on a full disk. A second connection does not see that,
/// but it sees what this one commits. Only what both see was written by somebody else.
/// </summary>
internal sealed class ForeignChanges : IDisposable
{
    private readonly SqliteSession _session;
    private readonly SqliteSession _watcher;
    private string _own;
    private string? _watched;
    private long _seen;

    public ForeignChanges(SqliteSession session, string path)
    {
        _session = session;
        _watcher = SqliteSession.Open(path, SQLitePCL.raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero);
        _own = Version(session);
        _watched = Watched();
    }

    /// <summary>To be called after whatever this session commits, so that it is not taken for somebody else's later.</summary>
    public long Count()
    {
        var own = Version(_session);
        var watched = Watched();
        if (own != _own && (watched is null || watched != _watched))
            _seen++;
        (_own, _watched) = (own, watched);
        return _seen;
    }

    public void Dispose() => _watcher.Dispose();

    private string? Watched()
    {
        try
        {
            return Version(_watcher);
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Busy)
        {
            return null; // not known, which counts as changed
        }
    }

    // Changes by what other connections commit (sqlite.org/pragma.html#pragma_data_version).
    private static string Version(SqliteSession session) => session.Text("PRAGMA main.data_version")!;
}
