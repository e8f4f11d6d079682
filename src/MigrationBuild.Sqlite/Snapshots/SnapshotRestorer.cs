using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>
/// Writes a snapshot's content into the live database as one transaction of its own: a kill leaves the old content and a journal
/// that the next connection rolls back; other connections, the file's identity, rights and journal mode stay as they are.
/// </summary>
internal sealed class SnapshotRestorer(SqliteSession snapshot, SqliteSession database, ISqlDialect dialect)
{
    /// <exception cref="EngineException">The engine refused; the database has its old content.</exception>
    /// <exception cref="MigrationException">MB6023: the copy went through, but is not what was in the snapshot.</exception>
    public void Restore(IProgress<double>? progress, CancellationToken cancellation)
    {
        if (database.InTransaction)
            throw new EngineException("a snapshot cannot be restored inside a transaction", null);
        var mode = database.Text("PRAGMA main.journal_mode");
        var leavesWal = mode == "wal" && PageSize(snapshot) != PageSize(database);
        // In WAL mode the engine cannot change the size of pages (sqlite.org/c3ref/backup_finish.html, SQLITE_READONLY).
        if (leavesWal && database.Text("PRAGMA main.journal_mode=DELETE") != "delete")
            throw SqliteErrors.IsBusy("another connection is open, and while it is, the size of the database's pages cannot be changed to that of the snapshot");
        try
        {
            PageCopy.Run(snapshot, database, progress, cancellation);
            FaultPoint.Reach("sqlite.restore.copied");
        }
        finally
        {
            if (leavesWal)
                database.Text("PRAGMA main.journal_mode=WAL");
        }
        Check();
        FaultPoint.Reach("sqlite.restore.checked");
    }

    private void Check()
    {
        try
        {
            SnapshotFile.CheckPages(database);
        }
        catch (EngineException e)
        {
            throw Differs(e.Message, e);
        }
        var differences = new SchemaReader(database, dialect).ReadState().DifferencesFrom(new SchemaReader(snapshot, dialect).ReadState());
        if (differences.Count > 0)
            throw Differs(string.Join("; ", differences));
    }

    private static MigrationException Differs(string message, Exception? inner = null) => new(
        Descriptors.RestoreFailed, ExitCode.NeedsPerson, $"the snapshot was copied, but the database is not equal to it: {message}", inner);

    private static long PageSize(SqliteSession session) => session.Integer("PRAGMA main.page_size");
}
