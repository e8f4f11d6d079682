using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Snapshots;

/// <summary>Puts a snapshot into the place of a file that the engine cannot read any more. The damaged files keep a new name.</summary>
internal static class DamagedDatabase
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal", ""];

    /// <remarks>
    /// Before this the engine has tried to read the database: a journal that could heal it is played, one that is no journal is deleted by the engine.
    /// No connection to the database may be open. Killed halfway it can be done again: then there is no database, which is restored as an empty one is.
    /// </remarks>
    public static void ReplaceBy(SqliteSession snapshot, string database, CancellationToken cancellation)
    {
        var fresh = database + ".restoring";
        File.Delete(fresh);
        DurableFile.CreateLike(fresh, database);
        using (var target = SqliteSession.Open(fresh, raw.SQLITE_OPEN_READWRITE, TimeSpan.Zero))
            PageCopy.Run(snapshot, target, null, cancellation);
        FaultPoint.Reach("sqlite.damaged.copied");
        DurableFile.Flush(fresh);
        FaultPoint.Reach("sqlite.damaged.flushed");
        var aside = Aside(database);
        // The companions first: a leftover log beside the fresh file would be played into it.
        foreach (var suffix in Companions)
        {
            if (File.Exists(database + suffix))
                DurableFile.Rename(database + suffix, aside + suffix);
            FaultPoint.Reach("sqlite.damaged.aside");
        }
        DurableFile.Rename(fresh, database);
        FaultPoint.Reach("sqlite.damaged.replaced");
    }

    /// <summary>Copies a database that the engine opens but finds damaged inside, byte for byte. No connection of this process may be open.</summary>
    public static void Keep(string database)
    {
        var aside = Aside(database);
        foreach (var suffix in Companions.Where(suffix => suffix != "-shm" && File.Exists(database + suffix)))
        {
            File.Copy(database + suffix, aside + suffix, overwrite: false);
            DurableFile.Flush(aside + suffix);
            FaultPoint.Reach("sqlite.damaged.kept");
        }
        DurableFile.FlushFolder(Path.GetDirectoryName(database)!);
    }

    private static string Aside(string database) =>
        $"{database}.damaged-{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
}
