using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>Opens databases that have no file, also not for what is temporary.</summary>
internal static class MemorySession
{
    public static SqliteSession Open()
    {
        var session = SqliteSession.Open(":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.Zero);
        session.Execute("PRAGMA temp_store=MEMORY");
        return session;
    }
}
