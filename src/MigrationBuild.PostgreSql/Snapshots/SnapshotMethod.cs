namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>How a copy of a database is made.</summary>
public enum SnapshotMethod
{
    /// <summary>The server's own pg_dump, while others work on: the snapshot is a file that restores on any server.</summary>
    Dump,

    /// <summary>A second database on the same server, made while nobody is connected: four times as fast, restored by renaming.</summary>
    Template,
}
