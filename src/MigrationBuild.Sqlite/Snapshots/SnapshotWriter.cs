using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Schemas;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>Writes a snapshot: copy to a temporary name, prove it, flush it, then give it its name.</summary>
internal sealed class SnapshotWriter(string database, ISqlDialect dialect, TimeSpan lockTimeout)
{
    // A page of the engine's at most, and what a file system takes for a new file.
    private const long Spare = 1 << 20;

    /// <exception cref="EngineException">No snapshot was made, and no file is left.</exception>
    /// <exception cref="IOException">The same.</exception>
    public void Write(string file, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (File.Exists(file) || Directory.Exists(file))
            throw new IOException($"{file} exists already");
        var partial = file + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            DeletePartial(partial);
            DurableFile.CreateLike(partial, database);
            FaultPoint.Reach("sqlite.snapshot.created");
            CopyAndCheck(partial, progress, cancellation);
            FaultPoint.Reach("sqlite.snapshot.checked");
            DurableFile.Flush(partial);
            FaultPoint.Reach("sqlite.snapshot.flushed");
            DurableFile.Rename(partial, file);
            FaultPoint.Reach("sqlite.snapshot.renamed");
        }
        finally
        {
            DeletePartial(partial);
        }
    }

    private void CopyAndCheck(string partial, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var source = OpenSource();
        using var sourceLimit = source.Limit(cancellation);
        // Keeps this view of the content to the end, whoever writes meanwhile.
        source.Execute("BEGIN");
        var pages = source.Integer("SELECT count(*) FROM main.sqlite_master") >= 0 ? source.Integer("PRAGMA main.page_count") : 0;
        RequireSpace(partial, pages * source.Integer("PRAGMA main.page_size"));
        using (var copy = SqliteSession.Open(partial, raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero))
        {
            // Nobody needs this file if the machine stops halfway; it is flushed as a whole when it is complete.
            copy.Execute("PRAGMA synchronous=OFF");
            PageCopy.Run(source, copy, progress, cancellation);
            FaultPoint.Reach("sqlite.snapshot.copied");
        }
        // Opened anew: what is checked is what is in the file, not what is in the cache.
        using (var copy = SqliteSession.Open(partial, raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero))
        {
            using var copyLimit = copy.Limit(cancellation);
            Check(source, copy, pages);
        }
        if (File.Exists(partial + "-wal") || File.Exists(partial + "-journal"))
            throw new IOException("the copy is not complete without a second file");
    }

    private void Check(SqliteSession source, SqliteSession copy, long pages)
    {
        try
        {
            RequireEqual(source, copy, pages);
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Damaged)
        {
            // Damage of the copy alone must not be taken for damage of the database.
            SnapshotFile.CheckPages(source);
            throw new IOException("the copy is damaged, but the database is not; the disk of the copy may be failing", e);
        }
    }

    private void RequireEqual(SqliteSession source, SqliteSession copy, long pages)
    {
        // The copy of a database in WAL mode would ask for a second file.
        if (copy.Text("PRAGMA main.journal_mode=DELETE") != "delete")
            throw new IOException("the copy cannot be made one file");
        var copied = copy.Integer("PRAGMA main.page_count");
        // Of a database without any page the copy has the first one, which is empty.
        if (copied != Math.Max(pages, 1))
            throw new IOException(FormattableString.Invariant($"the copy has {copied} pages of {pages}"));
        SnapshotFile.CheckPages(copy);
        if (SchemaOf(copy).Fingerprint != SchemaOf(source).Fingerprint)
            throw new IOException("the copy has another schema than the database");
    }

    private SqliteSession OpenSource()
    {
        // What is not there yet reads as empty.
        var session = File.Exists(database)
            ? SqliteSession.Open(database, raw.SQLITE_OPEN_READWRITE, lockTimeout)
            : SqliteSession.Open(":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, lockTimeout);
        session.Execute("PRAGMA query_only=ON");
        return session;
    }

    private Schema SchemaOf(SqliteSession session) => new SchemaReader(session, dialect).ReadSchema();

    private static void RequireSpace(string partial, long size)
    {
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(partial))!).AvailableFreeSpace;
        if (free < size + Spare)
        {
            throw new IOException(FormattableString.Invariant(
                $"it needs {size / 1048576.0:0.0} MB, and {Path.GetDirectoryName(Path.GetFullPath(partial))} has {free / 1048576.0:0.0} MB left"));
        }
    }

    private static void DeletePartial(string partial)
    {
        foreach (var suffix in new[] { "", "-journal", "-wal", "-shm" })
            File.Delete(partial + suffix);
    }
}
