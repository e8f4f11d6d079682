using System.Globalization;
using MigrationBuild.PostgreSql.Connections;
using Npgsql;

namespace MigrationBuild.PostgreSql.Locks;

/// <summary>Who has something that others wait for, for people.</summary>
internal static class LockHolderQuery
{
    private const string Columns =
        "a.pid, a.application_name, a.usename::text, coalesce(host(a.client_addr), 'the server''s machine'), a.backend_start, a.state, a.xact_start, left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80)";

    // A lock with one 64-bit key shows its halves, and 1 (postgresql.org/docs/current/view-pg-locks.html).
    private const string IsTheLock =
        """
        l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            AND l.classid::bigint = $1 AND l.objid::bigint = $2
        """;

    private const string OfAdvisoryLock = $"SELECT {Columns} FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE {IsTheLock}";

    public const string IsHeldByThisSession = $"SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND {IsTheLock})";

    private const string BlockersOf =
        $"SELECT {Columns} FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1)) ORDER BY a.xact_start";

    /// <summary>Null where nobody holds it.</summary>
    public static async Task<string?> OfAdvisoryLockAsync(Session session, long key, CancellationToken cancellationToken)
    {
        var holders = await session.RowsAsync(OfAdvisoryLock, Describe, cancellationToken, key >>> 32, key & 0xffffffff).ConfigureAwait(false);
        return holders.Count == 0 ? null : holders[0];
    }

    /// <summary>Empty where nobody blocks the session.</summary>
    public static async Task<string> BlockersOfAsync(Session session, int pid, CancellationToken cancellationToken) =>
        string.Join("; ", await session.RowsAsync(BlockersOf, DescribeWithQuery, cancellationToken, pid).ConfigureAwait(false));

    private static string Describe(NpgsqlDataReader row) => string.Create(CultureInfo.InvariantCulture,
        $"'{Text(row, 1)}' (server process {row.GetInt32(0)}, user {Text(row, 2)}, from {Text(row, 3)}, connected since {Time(row, 4)}, {Text(row, 5)})");

    // The text of the statement may hold values; its first words tell enough.
    private static string DescribeWithQuery(NpgsqlDataReader row)
    {
        var words = string.Join(' ', Text(row, 7).Split(' ').Take(3));
        return string.Create(CultureInfo.InvariantCulture,
            $"server process {row.GetInt32(0)} of '{Text(row, 1)}' (user {Text(row, 2)}, from {Text(row, 3)}, {Text(row, 5)}, in its transaction since {Time(row, 6)}, last statement {words} …)");
    }

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "unknown" : row.GetString(column);

    private static string Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? "unknown" : row.GetDateTime(column).ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
