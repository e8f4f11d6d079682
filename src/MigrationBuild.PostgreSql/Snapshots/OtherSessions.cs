using System.Globalization;
using MigrationBuild.Drivers;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>Who else is connected to a database, and statements for which nobody may be.</summary>
internal sealed class OtherSessions(ServerAccess server, PostgreSqlSnapshotOptions options)
{
    // What the server ends by itself for such statements (autovacuum) is not listed.
    private const string ListSql = """
        SELECT pid::text, format('%s (%s%s%s, since %s UTC)', pid, coalesce(usename::text, '?'), coalesce(', ' || nullif(application_name, ''), ''),
            coalesce(', ' || host(client_addr), ''), to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'))
        FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid() AND backend_type NOT LIKE 'autovacuum%'
        UNION ALL
        SELECT NULL, format('prepared transaction %L of %s', gid, owner) FROM pg_prepared_xacts WHERE database = $1
        ORDER BY 2
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // A session that has just been closed is gone from the server's list a moment later.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Refuses early what <see cref="RunAloneAsync"/> would refuse late.</summary>
    /// <exception cref="EngineException">Others are connected, and they are not to be ended.</exception>
    public async Task RequireNoneAsync(NpgsqlConnection maintenance, string database, CancellationToken cancellationToken)
    {
        var others = await WaitForNoneAsync(maintenance, database, options.OwnSessions, cancellationToken);
        Refuse(database, options.Fence ? [.. others.Where(s => s.Pid is null)] : others);
    }

    /// <summary>Runs statements that work only while nobody is connected to the database.</summary>
    /// <exception cref="EngineException">Others are connected, and they are not to be ended.</exception>
    public async Task RunAloneAsync(NpgsqlConnection maintenance, string database, Func<CancellationToken, Task> statements, CancellationToken cancellationToken)
    {
        if (options.CloseOwnSessions is { } close)
            await close();
        var others = await WaitForNoneAsync(maintenance, database, [], cancellationToken);
        Refuse(database, options.Fence ? [.. others.Where(s => s.Pid is null)] : others);
        if (others.Count > 0)
            options.EndingSessions?.Invoke([.. others.Select(s => s.Text)]);
        await using var second = options.Fence ? await server.OpenMaintenanceAsync(cancellationToken) : null;
        var running = statements(cancellationToken);
        // The statement holds the database's lock, so nobody new gets in, and waits up to 5 s for those inside to go
        // (CountOtherDBBackends in src/backend/storage/ipc/procarray.c): they are ended meanwhile.
        while (second is not null && await Task.WhenAny(running, Task.Delay(Pause, CancellationToken.None)) != running)
        {
            if (!await TryEndAllAsync(second, maintenance.ProcessID, database))
                break;
        }
        await running;
    }

    /// <summary>False where the role may not end one of them: the statement then fails by itself and says how many are left.</summary>
    private static async Task<bool> TryEndAllAsync(NpgsqlConnection connection, int except, string database)
    {
        const string sql = """
            SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
            WHERE datname = $1 AND pid NOT IN (pg_backend_pid(), $2::int) AND backend_type NOT LIKE 'autovacuum%'
            """;
        try
        {
            await connection.RowsAsync(sql, CancellationToken.None, database, except.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    private async Task<List<(int? Pid, string Text)>> WaitForNoneAsync(
        NpgsqlConnection maintenance, string database, IReadOnlyCollection<int> except, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + (options.Fence ? TimeSpan.Zero : Patience);
        while (true)
        {
            var others = (await ListAsync(maintenance, database, cancellationToken)).Where(s => s.Pid is null || !except.Contains(s.Pid.Value)).ToList();
            if (others.Count == 0 || DateTime.UtcNow >= until)
                return others;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<List<(int? Pid, string Text)>> ListAsync(NpgsqlConnection maintenance, string database, CancellationToken cancellationToken) =>
        [.. (await maintenance.RowsAsync(ListSql, cancellationToken, database))
            .Select(row => (row[0] is { } pid ? int.Parse(pid, CultureInfo.InvariantCulture) : (int?)null, row[1]!))];

    private static void Refuse(string database, IReadOnlyList<(int? Pid, string Text)> others)
    {
        if (others.Count == 0)
            return;
        var shown = string.Join("; ", others.Take(10).Select(s => s.Text)) + (others.Count > 10 ? $"; and {others.Count - 10} more" : "");
        throw new EngineException($"others are connected to '{database}': {shown}. End them, or let them be ended (--fence)", PostgresErrorCodes.ObjectInUse) { Trouble = EngineTrouble.Busy };
    }
}
