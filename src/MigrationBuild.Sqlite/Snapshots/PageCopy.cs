using System.Diagnostics;
using MigrationBuild.Faults;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>The online backup (sqlite.org/backup.html): the whole content of one database into another, as one transaction of the other.</summary>
internal static class PageCopy
{
    private const int PagesPerStep = 256;

    public static void Run(SqliteSession source, SqliteSession target, IProgress<double>? progress, CancellationToken cancellation)
    {
        var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup is null || backup.IsInvalid)
            throw target.Failure(raw.sqlite3_extended_errcode(target.Handle));
        int result;
        try
        {
            result = Copy(backup, target.LockTimeout, progress, cancellation);
        }
        finally
        {
            // Takes back what was not copied to the end.
            raw.sqlite3_backup_finish(backup);
        }
        if (result != raw.SQLITE_DONE)
            throw target.Failure(result);
        progress?.Report(1);
    }

    private static int Copy(sqlite3_backup backup, TimeSpan lockTimeout, IProgress<double>? progress, CancellationToken cancellation)
    {
        var waited = new Stopwatch();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(backup, PagesPerStep);
            if (result is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                waited.Start();
                if (waited.Elapsed >= lockTimeout)
                    return result;
                Thread.Sleep(20);
                continue;
            }
            waited.Reset();
            if (result != raw.SQLITE_OK)
                return result;
            FaultPoint.Reach("sqlite.copy.half-way");
            Report(backup, progress);
        }
    }

    private static void Report(sqlite3_backup backup, IProgress<double>? progress)
    {
        var pages = raw.sqlite3_backup_pagecount(backup);
        if (pages > 0)
            progress?.Report(1 - ((double)raw.sqlite3_backup_remaining(backup) / pages));
    }
}
