using MigrationBuild.Deployment;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>What the snapshots of one database may be told.</summary>
public sealed record PostgreSqlSnapshotOptions
{
    /// <summary>How snapshots are written; how one was written shows in its file.</summary>
    public SnapshotMethod Method { get; init; } = SnapshotMethod.Dump;

    /// <summary>
    /// End the sessions of others where nobody may be connected. Nobody new gets in meanwhile: the server's own lock on the database
    /// holds them up, and dies with this process.
    /// </summary>
    public bool Fence { get; init; }

    /// <summary>Process ids of the caller's own sessions on the database, which are not others'.</summary>
    public IReadOnlyCollection<int> OwnSessions { get; init; } = [];

    /// <summary>Closes the caller's own sessions, right before nobody may be connected. Called at most once a call.</summary>
    public Func<Task>? CloseOwnSessions { get; init; }

    /// <summary>
    /// Asked in the transaction that puts a copy in the place of the database, when nobody is in that and nobody can get in; gets a
    /// session on another database and the name that it has for the moment. Throws where the database must stay.
    /// </summary>
    public Func<NpgsqlConnection, string, Task>? RequireUnchanged { get; init; }

    /// <summary>Told what `fence` is about to end.</summary>
    public Action<IReadOnlyList<string>>? EndingSessions { get; init; }

    /// <summary>A snapshot that an open transaction exported (pg_export_snapshot): a dump is of exactly what that transaction sees.</summary>
    public string? ExportedSnapshot { get; init; }

    /// <summary>How long pg_dump waits for somebody else's lock on a table.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Database to be connected to while the real one is renamed; null: `postgres`, or else `template1`.</summary>
    public string? MaintenanceDatabase { get; init; }

    /// <summary>What must be in a restored database before it takes the place of the present one.</summary>
    public DatabaseState? Expected { get; init; }

    /// <summary>How to read the state to compare with <see cref="Expected"/>, or with what a template copy held when it was made.</summary>
    public Func<NpgsqlConnection, CancellationToken, Task<DatabaseState>>? ReadState { get; init; }
}
