using MigrationBuild.Eng.Faults.Judging;
using Npgsql;

namespace MigrationBuild.Eng.Faults.Arenas;

/// <summary>A database on a server that the harness started.</summary>
internal sealed class PostgreSqlArena(string folder, string database, ServerPlace server) : Arena(folder)
{
    private const string Images = "image_";

    // A session that works outlives its client until its statement is done.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(20);

    public override string Engine => "postgresql";

    public string Database => database;

    public override string ConnectionString => server.ConnectionString(database);

    public override Task SaveAsync(string image) => RunAsync("postgres", $"CREATE DATABASE \"{Images}{image}\" TEMPLATE \"{database}\"");

    public override async Task LoadContentAsync(string? image)
    {
        await RunAsync("postgres", $"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
        await RunAsync("postgres", $"CREATE DATABASE \"{database}\" TEMPLATE \"{(image is null ? "template0" : Images + image)}\"");
    }

    protected override async Task ClearAsync()
    {
        foreach (var name in await NamesAsync($"{database}\\_mb\\_%"))
            await RunAsync("postgres", $"DROP DATABASE \"{name}\" WITH (FORCE)");
    }

    public override Task ExecuteAsync(string sql) => RunAsync(database, sql);

    public override async Task<Observation> ReadAsync()
    {
        await using var connection = await OpenAsync(database);
        var tables = await RowsAsync(connection,
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relname <> 'migration_history' ORDER BY 1");
        var data = new List<string>();
        foreach (var table in tables)
            data.AddRange(await RowsAsync(connection, $"SELECT '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {table} t"));
        return new(
            await SchemaAsync(),
            Digest.Of(string.Join('\n', data)),
            tables.Contains("public.ran") ? await RowsAsync(connection, "SELECT step FROM public.ran ORDER BY step") : [],
            await HistoryAsync(connection),
            await RowsAsync(connection, "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1"),
            null);
    }

    public override async Task<IReadOnlyList<string>> SettleAsync()
    {
        var limit = DateTime.UtcNow + LongestSettling;
        IReadOnlyList<string> left;
        while ((left = await SessionsAsync()).Count > 0 && DateTime.UtcNow < limit)
            await Task.Delay(20);
        return left;
    }

    protected override async Task<IReadOnlyList<string>> StrayAsync() =>
    [
        .. (await SettleAsync()),
        .. (await NamesAsync($"{database}\\_mb\\_new\\_%")).Concat(await NamesAsync($"{database}\\_mb\\_old\\_%")).Select(name => $"the database {name} is left"),
    ];

    // Nothing of the database is in the folder.
    protected override bool MayStay(string file) => false;

    // Of all databases beside this one: a restore works on the copies, and from `postgres`.
    private async Task<IReadOnlyList<string>> SessionsAsync()
    {
        await using var connection = await OpenAsync("postgres");
        return await RowsAsync(connection,
            $"""
            SELECT 'the session ' || a.pid || ' of ' || a.application_name || ' is left, ' || coalesce(a.state, 'starting') || ': ' || left(a.query, 60) FROM pg_stat_activity a
                WHERE a.datname = '{database}' OR a.datname LIKE '{database}\_mb\_%'
            UNION ALL SELECT 'an advisory lock is left' FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = '{database}'
            """);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string pattern)
    {
        await using var connection = await OpenAsync("postgres");
        return await RowsAsync(connection, $"SELECT datname::text FROM pg_database WHERE datname LIKE '{pattern}' ORDER BY 1");
    }

    private async Task<string> SchemaAsync()
    {
        var dump = await Task.Run(() => Shell.Run(Folder, server.Program("pg_dump"),
            ["--schema-only", "--no-password", "-h", server.Host, "-p", $"{server.Port}", "-U", "postgres", "-T", "migration_history", "-T", "migration_history_id_seq", database]));
        if (dump.ExitCode != 0)
            throw new UnmetExpectationException(dump, $"pg_dump failed: {dump.Output}");
        // Newer versions restrict the dump with a random word.
        return string.Join('\n', dump.Lines.Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && !line.StartsWith('\\')));
    }

    private static async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(NpgsqlConnection connection)
    {
        if ((await RowsAsync(connection, "SELECT to_regclass('public.migration_history')::text")) is not [{ Length: > 0 }])
            return [];
        var rows = await RowsAsync(connection, "SELECT run_id || '|' || action || '|' || coalesce(version, '') FROM public.migration_history ORDER BY id");
        return [.. rows.Select(row => row.Split('|')).Select(c => new HistoryEntry(c[0], c[1], c[2].Length == 0 ? null : c[2]))];
    }

    private async Task RunAsync(string on, string sql)
    {
        await using var connection = await OpenAsync(on);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> RowsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(await reader.IsDBNullAsync(0) ? "" : reader.GetString(0));
        return rows;
    }

    private async Task<NpgsqlConnection> OpenAsync(string name)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { ApplicationName = "faults", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
