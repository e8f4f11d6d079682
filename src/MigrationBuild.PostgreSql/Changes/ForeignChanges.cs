using System.Globalization;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using Npgsql;

namespace MigrationBuild.PostgreSql.Changes;

/// <summary>
/// Tells whether another session may have committed a change to this database. It never misses one, and may see one where there was none:
/// a change counts where both (1) a transaction with a number of its own, that is not this session's, was committed somewhere in the cluster,
/// and (2) another session was active in this database, or has left it. Numbers are given to every transaction of the cluster that writes; a read-only one has none.
/// <para>
/// What this session commits is told apart by asking inside its transaction, right before COMMIT, when its own numbers still read as
/// running. A statement outside a transaction cannot be asked so: what it committed counts for (1), and (2) decides.
/// </para>
/// </summary>
internal sealed class ForeignChanges(EngineCapabilities capabilities)
{
    // So many numbers are not looked at one by one: somebody was busy.
    private const long MostNumbers = 1_000_000;

    // The upper end of a snapshot is behind the last number that is done, not behind the last that was given; the first number that
    // the server says is not given yet is the end.
    private const string FindNext =
        """
        DO $$
        DECLARE x bigint := txid_snapshot_xmax(txid_current_snapshot());
        BEGIN
            BEGIN
                LOOP
                    PERFORM txid_status(x);
                    x := x + 1;
                END LOOP;
            EXCEPTION WHEN invalid_parameter_value THEN
                PERFORM set_config('migrationbuild.next_transaction', x::text, true);
            END;
        END $$
        """;

    // Every running transaction holds a lock on its number, of which pg_locks shows the lower half: the upper one is that of the next
    // number, or one less. What was given since the next number was found lies beyond it, and is looked at the next time.
    private const string NextAndRunning =
        """
        SELECT next, ARRAY(SELECT x FROM
            (SELECT transactionid::text::bigint AS low FROM pg_catalog.pg_locks
                WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()) AS l,
            LATERAL (VALUES ((next >> 32) * 4294967296 + low), (((next >> 32) - 1) * 4294967296 + low)) AS candidates (x)
            WHERE x >= 0 AND x < next AND x > next - 2147483648)
        FROM (SELECT current_setting('migrationbuild.next_transaction')::bigint AS next) AS n
        """;

    private const string AnyCommitted =
        """
        SELECT EXISTS (SELECT FROM unnest($1::bigint[]) AS x WHERE txid_status(x) IS DISTINCT FROM 'in progress' AND txid_status(x) IS DISTINCT FROM 'aborted')
            OR EXISTS (SELECT FROM generate_series($2::bigint, $3::bigint - 1) AS x WHERE txid_status(x) IS DISTINCT FROM 'in progress' AND txid_status(x) IS DISTINCT FROM 'aborted')
        """;

    private const string IsOther =
        """
        a.pid <> pg_catalog.pg_backend_pid() AND (a.datname = $1 OR a.datname IS NULL AND a.backend_type = 'logical replication worker')
            AND coalesce(a.backend_type, 'client backend') NOT IN ('autovacuum worker', 'parallel worker', 'walsender')
        """;

    // The start of a session names it for good with its pid, where the role may see it.
    private const string Identity = "a.pid::text || coalesce('/' || extract(epoch FROM a.backend_start), '')";

    private const string OwnThere =
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND datname = current_database() AND application_name = $1 AND backend_start >= $2)
        """;

    // The session of the command before this one (`plan`, then `apply`), which the server has not quite ended.
    private const string PreviousThere =
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity
            WHERE pid <> pg_catalog.pg_backend_pid() AND datname = $1 AND application_name LIKE 'migrationbuild%')
        """;

    private const int MostWaits = 100;
    private const int MostWaitsForPrevious = 25;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    private const string Own = $"SELECT {Identity} FROM pg_catalog.pg_stat_activity a WHERE a.pid = pg_catalog.pg_backend_pid()";

    private const string Others = $"SELECT {Identity} FROM pg_catalog.pg_stat_activity a WHERE {IsOther}";

    // A session whose activity may not be seen counts as active: its columns are NULL.
    private const string OthersActive =
        $"""
        SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
            WHERE {IsOther} AND (a.state IS DISTINCT FROM 'idle' OR a.state_change >= $2 OR a.state_change IS NULL))
        """;

    private long _upper = -1;
    private long[] _running = [];
    private long _sessions;
    private HashSet<string> _others = [];
    private readonly HashSet<string> _own = [];
    private DateTime _since;
    private int _generation;

    /// <summary>Changes when another session may have committed a change since the last time.</summary>
    public async Task<string> ReadMarkAsync(Session session, CancellationToken cancellationToken)
    {
        if (!capabilities.XidStatus)
            return Guid.NewGuid().ToString("N");
        await LookAsync(session, cancellationToken).ConfigureAwait(false);
        return _generation.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>To be called right before each COMMIT of this session.</summary>
    public Task BeforeCommitAsync(Session session, CancellationToken cancellationToken) =>
        _upper < 0 ? Task.CompletedTask : LookAsync(session, cancellationToken);

    /// <summary>Sessions that this process made besides its own one, and that only read.</summary>
    public void AddOwnSessions(int count) => _sessions += count;

    /// <summary>The same for one that may still be there at the next look.</summary>
    /// <param name="identity">What <see cref="IdentityOfAsync"/> gave in it.</param>
    public void AddOwnSession(string identity)
    {
        _sessions++;
        _own.Add(identity);
    }

    /// <summary>A session that was closed is in the server's list for a moment more; taken for somebody else's, it would be missed afterwards.</summary>
    public static async Task WaitForOwnToEndAsync(Session session, string applicationName, DateTime begunSince, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostWaits; i++)
        {
            await session.ExecuteAsync("SELECT pg_catalog.pg_stat_clear_snapshot()", cancellationToken).ConfigureAwait(false);
            if (!await session.AsLoginAsync(() => session.ValueAsync<bool>(OwnThere, cancellationToken, applicationName, begunSince), cancellationToken).ConfigureAwait(false))
                return;
            await Task.Delay(Wait, cancellationToken).ConfigureAwait(false);
        }
    }

    public static Task<string?> IdentityOfAsync(Session session, CancellationToken cancellationToken) => session.ValueAsync<string>(Own, cancellationToken);

    /// <summary>As <see cref="ReadMarkAsync"/>, from a session on another database, while this one has that name and nobody is in it.</summary>
    public async Task<bool> HasChangedAsync(NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        if (!capabilities.XidStatus)
            return true;
        var before = _generation;
        await LookAsync(Session.Over(connection), database, cancellationToken).ConfigureAwait(false);
        return _generation != before;
    }

    private async Task LookAsync(Session session, CancellationToken cancellationToken) =>
        await LookAsync(session, await session.ValueAsync<string>("SELECT current_database()::text", cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task LookAsync(Session session, string? database, CancellationToken cancellationToken)
    {
        if (_upper < 0)
            await LetPreviousEndAsync(session, database, cancellationToken).ConfigureAwait(false);
        // Within a transaction the server would tell again what it told at the look before (postgresql.org/docs/15/monitoring-stats.html).
        await session.ExecuteAsync("SELECT pg_catalog.pg_stat_clear_snapshot()", cancellationToken).ConfigureAwait(false);
        // First the time, then the numbers: what happens between them is seen twice rather than never.
        var now = await session.ValueAsync<DateTime>("SELECT clock_timestamp()", cancellationToken).ConfigureAwait(false);
        var sessions = capabilities.SessionCount
            ? await session.ValueAsync<long>("SELECT sessions FROM pg_catalog.pg_stat_database WHERE datname = $1", cancellationToken, database).ConfigureAwait(false)
            : -1;
        var others = (await session.RowsAsync(Others, row => row.GetString(0), cancellationToken, database).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        others.ExceptWith(_own);
        var (upper, running) = await NumbersAsync(session, cancellationToken).ConfigureAwait(false);
        if (_upper >= 0 && await AnyCommittedAsync(session, upper, cancellationToken).ConfigureAwait(false)
            && (!_others.IsSubsetOf(others) || await OthersWereActiveAsync(session, database, sessions, cancellationToken).ConfigureAwait(false)))
        {
            _generation++;
        }
        (_upper, _running, _sessions, _others, _since) = (upper, running, sessions, others, now);
    }

    // Taken for somebody else's, it would be missed at the next look. One that stays is somebody's.
    private static async Task LetPreviousEndAsync(Session session, string? database, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MostWaitsForPrevious; i++)
        {
            await session.ExecuteAsync("SELECT pg_catalog.pg_stat_clear_snapshot()", cancellationToken).ConfigureAwait(false);
            if (!await session.AsLoginAsync(() => session.ValueAsync<bool>(PreviousThere, cancellationToken, database), cancellationToken).ConfigureAwait(false))
                return;
            await Task.Delay(Wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(long Next, long[] Running)> NumbersAsync(Session session, CancellationToken cancellationToken)
    {
        await using var batch = session.Connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(FindNext));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(NextAndRunning));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt64(0), reader.GetFieldValue<long[]>(1));
    }

    private async Task<bool> AnyCommittedAsync(Session session, long upper, CancellationToken cancellationToken) =>
        // Lower than before: another server answers now, which did not have all of it.
        upper < _upper || upper - _upper > MostNumbers || await session.ValueAsync<bool>(AnyCommitted, cancellationToken, _running, _upper, upper).ConfigureAwait(false);

    private async Task<bool> OthersWereActiveAsync(Session session, string? database, long sessions, CancellationToken cancellationToken) =>
        sessions < 0 || sessions != _sessions
        || await session.AsLoginAsync(() => session.ValueAsync<bool>(OthersActive, cancellationToken, database, _since), cancellationToken).ConfigureAwait(false);
}
