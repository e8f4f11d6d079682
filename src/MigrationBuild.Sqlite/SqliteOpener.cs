using Microsoft.Data.Sqlite;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Scripts;
using SQLitePCL;

namespace MigrationBuild.Sqlite;

/// <summary>Opens the file of a request, or says clearly why not.</summary>
internal static class SqliteOpener
{
    /// <summary>Whether there is a file.</summary>
    /// <exception cref="MigrationException">MB6003: the path or the connection string does not allow what is asked for.</exception>
    public static bool Check(SqliteTarget target, ConnectionRequest request)
    {
        if (SqliteTarget.HasPassword(request.ConnectionString))
            throw SqliteTarget.Unusable("this SQLite has no encryption; leave the password out of the connection string");
        if (!request.ReadOnly && target.Mode == SqliteOpenMode.ReadOnly)
            throw SqliteTarget.Unusable($"{target.DisplayPath}: the connection string says Mode=ReadOnly, but this writes");
        if (Directory.Exists(target.Path))
            throw SqliteTarget.Unusable($"{target.DisplayPath} is a folder, not a database file");
        if (!Directory.Exists(target.Folder))
            throw SqliteTarget.Unusable($"{target.DisplayPath}: there is no folder {target.Folder}");
        var exists = File.Exists(target.Path);
        if (!exists && !request.ReadOnly && target.Mode == SqliteOpenMode.ReadWrite)
            throw SqliteTarget.Unusable($"{target.DisplayPath} is not there, and Mode=ReadWrite in the connection string forbids to create it");
        // Also for a user whom the system would let write nevertheless: somebody has protected it.
        if (exists && !request.ReadOnly && File.GetAttributes(target.Path).HasFlag(FileAttributes.ReadOnly))
            throw SqliteTarget.Unusable($"{target.DisplayPath} is read-only");
        return exists;
    }

    /// <param name="acceptDamaged">The content need not be a database; it is going to be replaced.</param>
    public static SqliteSession Open(SqliteTarget target, bool readOnly, bool exists, TimeSpan lockTimeout, bool acceptDamaged, CancellationToken cancellation)
    {
        SqliteSession? session = null;
        try
        {
            // A reader opens for writing as well, where it may: else it could not roll back what a killed writer left
            // (sqlite.org/lockingv3.html#hot_journals). `query_only` keeps it from writing anything of its own.
            session = readOnly && !exists
                ? SqliteSession.Open(":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, lockTimeout)
                : SqliteSession.Open(target.Path, raw.SQLITE_OPEN_READWRITE | (readOnly ? 0 : raw.SQLITE_OPEN_CREATE), lockTimeout);
            using var limit = session.Limit(cancellation);
            if (!readOnly && session.IsReadOnlyFile)
                throw SqliteTarget.Unusable($"{target.DisplayPath}: no permission to write");
            if (!acceptDamaged)
                Prepare(session, readOnly);
            return session;
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Busy)
        {
            session?.Dispose();
            throw new MigrationException(Descriptors.DatabaseBusy, ExitCode.LockBusy, $"{target.DisplayPath}: {Failure.Busy(e)}", e);
        }
        catch (EngineException e)
        {
            session?.Dispose();
            throw SqliteTarget.Unusable($"{target.DisplayPath} cannot be opened: {e.Message}"
                + (e.Trouble == EngineTrouble.Damaged ? ". Check the path; if it is the right one, go back to a snapshot ('migrationbuild snapshot list')" : ""), e);
        }
        catch (Exception e) when (e is MigrationException or OperationCanceledException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Reads the file for the first time.</summary>
    public static void Prepare(SqliteSession session, bool readOnly)
    {
        session.Integer("SELECT count(*) FROM main.sqlite_master");
        SessionPragmas.Reset(session, readOnly);
    }
}
