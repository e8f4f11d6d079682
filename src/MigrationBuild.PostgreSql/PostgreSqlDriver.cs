using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.History;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql;

/// <summary>PostgreSQL 12 and later.</summary>
public sealed class PostgreSqlDriver : IDriver
{
    public string Engine => EngineNames.PostgreSql;

    public IReadOnlyList<string> SnapshotMethods { get; } = ["dump", PostgreSqlDatabase.TemplateMethod];

    public bool HasRoles => true;

    public ISqlDialect Dialect => PostgreSqlDialect.Instance;

    // psql's; other clients stop by themselves.
    public string StopAtErrorSql => "\\set ON_ERROR_STOP on";

    public string BeginSql => "BEGIN;\nSET LOCAL lock_timeout = '2s';";

    public string CommitSql => "COMMIT;";

    public string Describe(string connectionString) => ConnectionText.Describe(ConnectionText.Parse(connectionString));

    // The role does not matter: it is the same database whoever connects to it.
    public bool IsSame(string description, string other) => ConnectionText.WithoutRole(description) == ConnectionText.WithoutRole(other);

    public bool HasPassword(string connectionString) => ConnectionText.HasPassword(connectionString);

    // The server's own disk is nothing that this could reach.
    public string DefaultSnapshotDirectory(string connectionString) => Directory.GetCurrentDirectory();

    public async Task<IDatabase> OpenAsync(ConnectionRequest request, CancellationToken cancellationToken) =>
        await PostgreSqlDatabase.OpenAsync(request, Dialect, cancellationToken).ConfigureAwait(false);

    public string HistorySql(HistoryRow row) => HistoryTable.ToSql(row);
}
