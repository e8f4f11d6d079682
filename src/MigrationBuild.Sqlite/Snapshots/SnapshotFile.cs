using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>A finished snapshot: an ordinary database file that needs no other file beside it.</summary>
internal static class SnapshotFile
{
    /// <exception cref="MigrationException">MB6022: it is not there. MB6021: it is no whole database.</exception>
    public static SqliteSession Open(string file, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            throw new MigrationException(Descriptors.SnapshotNotFound, ExitCode.Failed, $"there is no snapshot {file}");
        SqliteSession? session = null;
        try
        {
            session = SqliteSession.Open(RealPath.Of(file), raw.SQLITE_OPEN_READONLY, TimeSpan.Zero);
            using var limit = session.Limit(cancellation);
            if (new FileInfo(file).Length == 0)
                throw new EngineException("it is empty", null);
            CheckPages(session);
            return session;
        }
        catch (EngineException e)
        {
            session?.Dispose();
            throw new MigrationException(Descriptors.SnapshotDamaged, ExitCode.Refused, $"the snapshot {file} is damaged: {e.Message}", e);
        }
        catch (OperationCanceledException)
        {
            session?.Dispose();
            throw;
        }
    }

    public static DatabaseState ReadState(string file, ISqlDialect dialect, CancellationToken cancellation)
    {
        using var session = Open(file, cancellation);
        using var limit = session.Limit(cancellation);
        return new SchemaReader(session, dialect).ReadState();
    }

    public static bool IsSound(SqliteSession session)
    {
        try
        {
            CheckPages(session);
            return true;
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Damaged)
        {
            return false;
        }
    }

    /// <exception cref="EngineException">The pages do not make a sound database.</exception>
    public static void CheckPages(SqliteSession session)
    {
        var finding = session.Text("PRAGMA main.quick_check(1)");
        if (finding != "ok")
            throw SqliteErrors.IsDamaged($"quick_check found: {finding}");
    }
}
