using System.Text;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>The suite of all drivers on PostgreSQL: a database a test on the server of the tests.</summary>
[TestClass]
public sealed class PostgreSqlConformance : DriverConformance
{
    private TestDatabase? _database;
    private readonly List<TestDatabase> _scratch = [];
    private ScratchServer? _alone;
    private string _connectionString = "";

    // A run with a dump takes a second.
    protected override int CrashStride => 25;

    protected override IDriver Driver { get; } = new PostgreSqlDriver();

    protected override string ConnectionString => _connectionString;

    protected override string EndlessStatement => "SELECT pg_sleep(600)";

    protected override string ParentAndChild =>
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
        INSERT INTO parent (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c');
        INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 2), (3, 3);
        """;

    protected override string MakeOrphans(params int[] children) =>
        $"SET LOCAL session_replication_role = replica; UPDATE child SET parent_id = 99 WHERE id IN ({string.Join(", ", children)});";

    protected override IReadOnlyList<(string Text, int FirstLine, int Line, int Column)> FailingScripts { get; } =
    [
        ("SELEC 1;", 1, 1, 1),
        ("  SELECT 1;\n  INSERT INTO nowhere\n  VALUES (1);\n", 1, 2, 15),
        ("SELECT 1;\nSELECT 2;\n-- why\n  SELECT 3 FROM WHERE;", 1, 4, 17),
        ("SELECT 1;\nSELECT 2;\nSELECT 1 FROM;", 10, 12, 14),
        ("/* äöü 😀 */ SELECT 'ß😀'; SELECT , 1;", 1, 1, 35),
        ("/* äöü 😀 */ SELECT 'ß😀', '𝄞' , nothing, 1;", 1, 1, 35),
        ("SELECT 'x', x.y, 'x'\n\n  FROM (SELECT 1 AS y) AS x\n  WHERE x.y x = 1;", 1, 4, 13),
        // No position from the server: the statement's own.
        ("SELECT 1;\n\n  DO $$ BEGIN RAISE 'no'; END $$;", 1, 3, 3),
    ];

    protected override bool TransactionsExcludeWriters => false;

    protected override bool ForeignKeysAlwaysHold => true;

    // Sessions that only read, and writers of other databases of the cluster: see ForeignChangesTests.
    protected override bool ForeignChangesAreExact => false;

    // A text cannot hold NUL (postgresql.org/docs/current/datatype-character.html).
    protected override string OddText => "quote ' \" line\nbreak 😀 \\ end";

    protected override TimeSpan TimePrecision => TimeSpan.FromMicroseconds(1);

    [TestInitialize]
    public async Task CreateDatabaseAsync()
    {
        // What others commit elsewhere in the cluster counts as a change as soon as somebody was in this database (ForeignChanges),
        // and then nothing is restored: these tests need a server without others.
        if (TestContext.TestName!.Contains("Restore", StringComparison.Ordinal) && !TestServer.IsGiven)
        {
            _alone = await ScratchServer.StartAsync(cancellationToken: Cancellation);
            _connectionString = await _alone.CreateDatabaseAsync("shop", Cancellation);
            return;
        }
        _database = await TestDatabase.CreateAsync();
        _connectionString = _database.ConnectionString;
        // A restore wants nobody else to be connected.
        await _database.Connection.CloseAsync();
    }

    [TestCleanup]
    public async Task DropDatabaseAsync()
    {
        // Not there where the machine has no server.
        if (_database is not null)
            await _database.DisposeAsync();
        foreach (var scratch in _scratch)
            await scratch.DisposeAsync();
        if (_alone is not null)
            await _alone.DisposeAsync();
    }

    protected override IScratchDriver ScratchDriver { get; } = new PostgreSqlScratchDriver();

    protected override string AfterRows => "ANALYZE parent;\nANALYZE child;\n";

    protected override async Task<IDatabase> OpenScratchAsync()
    {
        _scratch.Add(await TestDatabase.CreateAsync());
        return await Driver.OpenAsync(new ConnectionRequest(_scratch[^1].ConnectionString, ReadOnly: false, Long), Cancellation);
    }

    protected override string DigestRows()
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        var text = new StringBuilder();
        foreach (var table in Rows("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'migration_history' ORDER BY 1"))
        {
            text.Append(table).Append('\n');
            foreach (var row in Rows($"SELECT (SELECT string_agg(pg_typeof(c.value)::text || c.key || '=' || coalesce(c.value::text, 'NULL'), ',' ORDER BY c.key) FROM jsonb_each(to_jsonb(t)) AS c) FROM {table} AS t ORDER BY 1"))
                text.Append(row).Append('\n');
        }
        return text.ToString();

        List<string> Rows(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(reader.IsDBNull(0) ? "NULL" : reader.GetString(0));
            return rows;
        }
    }

    [TestMethod]
    public async Task SizeOfAPartitionedTableIsThatOfItsPartitions()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE log (id int) PARTITION BY RANGE (id); CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (3); CREATE TABLE log_rest PARTITION OF log DEFAULT; INSERT INTO log VALUES (1), (2), (3);");
        var unknown = await database.EstimateSizesAsync(["public.log"], Cancellation);
        Assert.IsNull(unknown["public.log"].Rows, "nobody has counted");
        await RunAsync(database, "ANALYZE log;");
        var sizes = await database.EstimateSizesAsync(["public.log", "public.log_1"], Cancellation);
        Assert.AreEqual(3, sizes["public.log"].Rows);
        Assert.AreEqual(2, sizes["public.log_1"].Rows);
        Assert.AreEqual(2 * 8192, sizes["public.log"].Bytes);
    }
}
