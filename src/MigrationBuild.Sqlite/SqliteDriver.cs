using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.History;

namespace MigrationBuild.Sqlite;

/// <summary>SQLite, the engine that is built in.</summary>
public sealed class SqliteDriver : IDriver
{
    public string Engine => "sqlite";

    public ISqlDialect Dialect => SqliteDialect.Instance;

    public string Describe(string connectionString) => SqliteTarget.Parse(connectionString).DisplayPath;

    public bool IsSame(string description, string other) => SqliteTarget.RealPathOrSelf(description) == SqliteTarget.RealPathOrSelf(other);

    public bool HasPassword(string connectionString) => SqliteTarget.HasPassword(connectionString);

    public string DefaultSnapshotDirectory(string connectionString) => SqliteTarget.Parse(connectionString).Folder;

    public Task<IDatabase> OpenAsync(ConnectionRequest request, CancellationToken cancellationToken) =>
        Task.Run<IDatabase>(() => SqliteDatabase.Open(request, Dialect, cancellationToken), cancellationToken);

    // The tables may be rebuilt: see step 1 of sqlite.org/lang_altertable.html#otheralter.
    public string BeginSql => "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;";

    public string CommitSql => "PRAGMA foreign_key_check;\nCOMMIT;";

    public string HistorySql(HistoryRow row) => HistoryTable.ToSql(row);
}
