using System.Globalization;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Engine;

/// <summary>What is asked of a server at connection.</summary>
/// <param name="Version">For people.</param>
/// <param name="BackendPid">The server's process; not the one that the client was told of where a pooler stands between.</param>
/// <param name="BackendStart">With the pid it names a session for good: pids are used again. Null where the role may not see it.</param>
/// <param name="HistorySchema">Of the table `migration_history`: where it is, else where it will be made; null where the search path leads nowhere.</param>
/// <param name="LockCapacity">How many locks all sessions together can hold at least.</param>
internal sealed record ServerFacts(
    EngineCapabilities Capabilities,
    string Version,
    string Database,
    int BackendPid,
    DateTime? BackendStart,
    bool IsBehindPooler,
    bool IsSuperuser,
    string? HistorySchema,
    long LockCapacity)
{
    private const string Query =
        """
        SELECT current_setting('server_version'), current_database()::text, pg_backend_pid(),
            current_setting('is_superuser') = 'on',
            (SELECT s FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (s, n)
                ORDER BY to_regclass(quote_ident(s) || '.migration_history') IS NULL, n LIMIT 1),
            current_setting('max_locks_per_transaction')::bigint
                * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint)
        """;

    // The newest statement that another engine could refuse is not asked before it is known that this is no such engine.
    public static async Task<ServerFacts> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var version = await session.ValueAsync<string>("SELECT version()", cancellationToken).ConfigureAwait(false) ?? "";
        var kind = EngineCapabilities.KindOf(version, hasCitus: false, isAurora: false);
        var major = EngineCapabilities.MajorOf(version);
        var capabilities = EngineCapabilities.For(kind, major);
        if (capabilities.Refusal is { } refusal)
            throw ConnectionText.Unusable(refusal);
        var found = await session.RowsAsync(
            "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus'), EXISTS (SELECT FROM pg_proc WHERE proname = 'aurora_version')",
            row => (Citus: row.GetBoolean(0), Aurora: row.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
        capabilities = EngineCapabilities.For(EngineCapabilities.KindOf(version, found[0].Citus, found[0].Aurora), major);
        var started = await session.AsLoginAsync(() => session.RowsAsync(
            "SELECT backend_start FROM pg_stat_get_activity(pg_backend_pid())", row => row.IsDBNull(0) ? (DateTime?)null : row.GetDateTime(0), cancellationToken), cancellationToken).ConfigureAwait(false);
        var rows = await session.RowsAsync(Query, row => new ServerFacts(
            capabilities,
            string.Create(CultureInfo.InvariantCulture, $"{NameOf(capabilities.Kind)} {row.GetString(0)}"),
            row.GetString(1),
            row.GetInt32(2),
            started.FirstOrDefault(),
            row.GetInt32(2) != session.Connection.ProcessID,
            row.GetBoolean(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.GetInt64(5)), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    private static string NameOf(EngineKind kind) => kind switch
    {
        EngineKind.Aurora => "Aurora PostgreSQL",
        EngineKind.Citus => "PostgreSQL with Citus",
        _ => "PostgreSQL",
    };
}
