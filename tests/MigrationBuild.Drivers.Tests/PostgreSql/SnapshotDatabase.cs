using System.Text;
using MigrationBuild.Deployment;
using MigrationBuild.PostgreSql.Snapshots;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A database with something of everything that a snapshot must bring back, and a look at all of it.</summary>
internal sealed class SnapshotDatabase : IAsyncDisposable
{
    private const string Rows = """
        INSERT INTO app.users (email, age, score, feeling) SELECT 'User' || i || '@example.org', 1 + i % 90, i / 7.0, CASE WHEN i % 3 = 0 THEN NULL ELSE 'happy'::app.mood END FROM generate_series(1, 3000) i;
        INSERT INTO app.users (email) VALUES (''), (E'tab\there\nand \\ backslash'), ('日本語 \N'), (repeat('long', 20000));
        INSERT INTO app.orders (user_id, note) SELECT i, repeat(md5(i::text), 20) FROM generate_series(1, 3000) i;
        INSERT INTO app.log VALUES (1, '2024-05-05');
        SELECT nextval('app.numbers') FROM generate_series(1, 77);
        SELECT lo_from_bytea(0, '\x00ff10'::bytea), lo_from_bytea(0, convert_to(repeat('large', 9000), 'UTF8'));
        REFRESH MATERIALIZED VIEW app.counts;
        GRANT SELECT ON app.users TO mb_reader;
        COMMENT ON TABLE app.users IS 'people';
        """;

    private SnapshotDatabase(TestDatabase database) => Inner = database;

    public TestDatabase Inner { get; }

    public TempFolder Folder { get; } = new();

    public string File => Folder.File("copy.snapshot");

    public static async Task<SnapshotDatabase> CreateAsync(string prefix = "s")
    {
        await TestDatabase.OnServerAsync(SchemaChanges.Roles);
        var database = await TestDatabase.CreateAsync(prefix: prefix);
        await database.RunAsync(SchemaChanges.Setup.Replace("{name}", "w", StringComparison.Ordinal));
        await database.RunAsync(Rows);
        var name = TestDatabase.Quote(database.Name);
        await database.RunAsync($"""
            ALTER DATABASE {name} SET search_path = app, "a,""b", public;
            ALTER DATABASE {name} SET work_mem = '5MB';
            ALTER DATABASE {name} SET "my.setting" = 'it''s \ x';
            ALTER ROLE mb_reader IN DATABASE {name} SET statement_timeout = '7s';
            REVOKE CONNECT ON DATABASE {name} FROM PUBLIC;
            GRANT CONNECT ON DATABASE {name} TO mb_reader WITH GRANT OPTION;
            COMMENT ON DATABASE {name} IS 'the ''shop''';
            ALTER DATABASE {name} CONNECTION LIMIT 17;
            """);
        return new SnapshotDatabase(database);
    }

    public PostgreSqlSnapshots Snapshots(PostgreSqlSnapshotOptions? options = null) => new(Inner.ConnectionString,
        (options ?? new()) with { OwnSessions = Inner.Connection.State == System.Data.ConnectionState.Open ? [Inner.Connection.ProcessID] : [], CloseOwnSessions = () => Inner.Connection.CloseAsync() });

    /// <summary>What a migration that went wrong may do.</summary>
    public async Task RuinAsync()
    {
        await OpenAsync();
        await Inner.RunAsync("DROP TABLE app.orders; UPDATE app.users SET email = 'x' || id; CREATE TABLE app.junk (a int); SELECT lo_unlink(oid) FROM pg_largeobject_metadata; DROP VIEW app.adults");
    }

    /// <summary>Schema, every row, large objects, sequences, and what belongs to the database as a whole.</summary>
    public async Task<string> LookAsync()
    {
        await OpenAsync();
        var text = new StringBuilder((await Inner.ReadSchemaAsync()).CanonicalText);
        foreach (var table in await ColumnAsync("SELECT format('app.%I', relname) FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'app'::regnamespace ORDER BY relname"))
            text.AppendLine($"{table} {await Inner.AskAsync($"SELECT count(*) || ' ' || md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {table} t")}");
        text.AppendLine(await Inner.AskAsync("SELECT string_agg(oid || ' ' || md5(lo_get(oid)), ', ' ORDER BY oid) FROM pg_largeobject_metadata"));
        text.AppendLine(await Inner.AskAsync("SELECT string_agg(sequencename || last_value, ', ' ORDER BY sequencename) FROM pg_sequences"));
        text.AppendLine(await Inner.AskAsync("""
            SELECT concat_ws(' | ', pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit, datallowconn, datistemplate, shobj_description(d.oid, 'pg_database'),
                (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(datacl) a),
                (SELECT string_agg(concat(setrole, c), ' ' ORDER BY setrole, c) FROM pg_db_role_setting s, unnest(setconfig) c WHERE s.setdatabase = d.oid))
            FROM pg_database d WHERE datname = current_database()
            """));
        return text.ToString();
    }

    /// <summary>The databases beside this one that the product made.</summary>
    public async Task<string[]> CopiesAsync()
    {
        await using var connection = new NpgsqlConnection(TestServer.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT coalesce(string_agg(datname, ','), '') FROM pg_database WHERE starts_with(datname, left($1, 40) || '_mb_')", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Inner.Name });
        return ((string)(await command.ExecuteScalarAsync())!).Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public static Task<DatabaseState> ReadStateAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => StateAsync(connection);

    public static async Task<DatabaseState> StateAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM app.users", connection);
        return new DatabaseState((await TestDatabase.ReadSchemaAsync(connection)).Fingerprint, new Dictionary<string, long> { ["app.users"] = (long)(await command.ExecuteScalarAsync())! });
    }

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        await Inner.DisposeAsync();
    }

    private async Task OpenAsync()
    {
        if (Inner.Connection.State != System.Data.ConnectionState.Open)
            await Inner.Connection.OpenAsync();
    }

    private async Task<List<string>> ColumnAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Inner.Connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }
}
