using MigrationBuild.Drivers;
using MigrationBuild.Sql;

namespace MigrationBuild.Sqlite;

/// <summary>SQLite, the engine that is built in.</summary>
public sealed class SqliteDriver : IDriver
{
    public string Engine => "sqlite";

    public ISqlDialect Dialect => SqliteDialect.Instance;

    public string Describe(string connectionString) => SqliteTarget.Parse(connectionString).DisplayPath;

    public bool HasPassword(string connectionString) => SqliteTarget.HasPassword(connectionString);

    public string DefaultSnapshotDirectory(string connectionString) => SqliteTarget.Parse(connectionString).Folder;

    public Task<IDatabase> OpenAsync(ConnectionRequest request, CancellationToken cancellationToken) =>
        Task.Run<IDatabase>(() => SqliteDatabase.Open(request, Dialect, cancellationToken), cancellationToken);
}
