using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.History;

namespace MigrationBuild.Sqlite;

/// <summary>SQLite, the engine that is built in.</summary>
public sealed class SqliteDriver : IDriver
{
    public string Engine => "sqlite";

    public IReadOnlyList<string> SnapshotMethods { get; } = ["backup"];

    public ISqlDialect Dialect => SqliteDialect.Instance;

    public string Describe(string connectionString) => SqliteTarget.Parse(connectionString).DisplayPath;

    public bool IsSame(string description, string other) => SqliteTarget.RealPathOrSelf(description) == SqliteTarget.RealPathOrSelf(other);

    public bool HasPassword(string connectionString) => SqliteTarget.HasPassword(connectionString);

    public string DefaultSnapshotDirectory(string connectionString) => SqliteTarget.Parse(connectionString).Folder;

    public Task<IDatabase> OpenAsync(ConnectionRequest request, CancellationToken cancellationToken) =>
        Task.Run<IDatabase>(() => SqliteDatabase.Open(request, Dialect, cancellationToken), cancellationToken);

    // Without this the shell goes on after an error, to the COMMIT.
    public string StopAtErrorSql => ".bail on";

    // The tables may be rebuilt: see step 1 of sqlite.org/lang_altertable.html#otheralter.
    public string BeginSql =>
        """
        PRAGMA foreign_keys = OFF;
        BEGIN IMMEDIATE;
        CREATE TEMP TABLE migrationbuild_before AS SELECT count(*) AS violations FROM pragma_foreign_key_check;
        """;

    public string CommitSql =>
        """
        CREATE TEMP TABLE migrationbuild_after (more_rows_point_to_missing_rows INTEGER CHECK (more_rows_point_to_missing_rows <= 0));
        INSERT INTO temp.migrationbuild_after SELECT count(*) - (SELECT violations FROM temp.migrationbuild_before) FROM pragma_foreign_key_check;
        DROP TABLE temp.migrationbuild_after;
        DROP TABLE temp.migrationbuild_before;
        COMMIT;
        """;

    public string HistorySql(HistoryRow row) => HistoryTable.ToSql(row);
}
