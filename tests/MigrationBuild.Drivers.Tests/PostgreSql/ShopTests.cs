using System.Text;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Snapshots;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>The sample shop from end to end: what its scripts and the driver promise together.</summary>
[TestClass]
public sealed class ShopTests
{
    // What holds rows itself, and of a sequence what counts: how many numbers it has logged ahead is the server's affair.
    private const string Sources =
        """
        SELECT CASE relkind WHEN 'S' THEN format('(SELECT last_value, is_called FROM %s)', oid::regclass) ELSE oid::regclass::text END
        FROM pg_class
        WHERE relkind IN ('r', 'm', 'S') AND relnamespace = to_regnamespace('shop')
        ORDER BY 1
        """;

    private TestDatabase _database = null!;

    public TestContext TestContext { get; set; } = null!;

    private TempFolder Folder { get; } = new();

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public async Task CreateDatabaseAsync()
    {
        _database = await TestDatabase.CreateAsync();
        // A restore wants nobody else to be connected.
        await _database.Connection.CloseAsync();
    }

    [TestCleanup]
    public async Task DropDatabaseAsync()
    {
        Folder.Dispose();
        // Not there where the machine has no server.
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [TestMethod]
    public async Task Each_version_is_as_it_was_whether_it_is_reached_from_below_or_from_above()
    {
        var was = new List<Content> { await LookAsync() };
        for (var n = 1; n <= ShopSample.Length; n++)
        {
            AssertDone(await DeployAsync(Direction.Up, "+1"), RunOutcome.Applied);
            was.Add(await LookAsync());
            Assert.AreNotEqual(was[^2], was[^1], $"version {n} changes nothing");
        }
        for (var n = ShopSample.Length - 1; n >= 0; n--)
        {
            AssertDone(await DeployAsync(Direction.Down, "-1"), RunOutcome.RolledBack);
            Assert.AreEqual(was[n], await LookAsync(), $"down to version {n}");
            AssertDone(await DeployAsync(Direction.Up, "+1"), RunOutcome.Applied);
            Assert.AreEqual(was[n + 1], await LookAsync(), $"up from version {n}");
            AssertDone(await DeployAsync(Direction.Down, "-1"), RunOutcome.RolledBack);
        }
        AssertDone(await DeployAsync(Direction.Up, "head"), RunOutcome.Applied);
        Assert.AreEqual(was[^1], await LookAsync());
        AssertDone(await DeployAsync(Direction.Down, "base"), RunOutcome.RolledBack);
        Assert.AreEqual(was[0], await LookAsync());
    }

    [TestMethod]
    [DataRow(3), DataRow(6), DataRow(7), DataRow(10), DataRow(13), DataRow(16)]
    public async Task A_step_up_that_fails_leaves_everything_as_it_was(int step)
    {
        foreach (var start in new[] { 0, step - 1 }.Distinct())
        {
            await DeployAsync(Direction.Up, start == 0 ? "base" : $"{start}");
            var before = await LookAsync();
            AssertTakenBack(await DeployAsync(Direction.Up, "head", ShopSample.Failing(step, isUp: true)));
            Assert.AreEqual(before, await LookAsync(), $"from version {start}");
        }
        AssertDone(await DeployAsync(Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    [DataRow(16), DataRow(12), DataRow(10), DataRow(6), DataRow(2)]
    public async Task A_step_down_that_fails_leaves_everything_as_it_was(int step)
    {
        await DeployAsync(Direction.Up, "head");
        var before = await LookAsync();
        AssertTakenBack(await DeployAsync(Direction.Down, "base", ShopSample.Failing(step, isUp: false)));
        Assert.AreEqual(before, await LookAsync());
    }

    [TestMethod]
    public async Task A_unique_index_that_the_rows_do_not_allow_leaves_no_invalid_one()
    {
        await DeployAsync(Direction.Up, "9");
        await PlainAsync("INSERT INTO shop.customers (name, email) VALUES ('Ada again', 'ada@example.org')");
        var before = await LookAsync();

        AssertTakenBack(await DeployAsync(Direction.Up, "head"));

        Assert.AreEqual(before, await LookAsync());
        Assert.AreEqual("0", await AskAsync("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        await PlainAsync("UPDATE shop.customers SET closed_at = now() WHERE name = 'Ada again'");
        AssertDone(await DeployAsync(Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task A_cancelled_order_is_not_made_a_placed_one()
    {
        await DeployAsync(Direction.Up, "head");
        await PlainAsync("UPDATE shop.orders SET status = 'cancelled' WHERE id = 2");
        var before = await LookAsync();
        AssertTakenBack(await DeployAsync(Direction.Down, "-1"));
        Assert.AreEqual(before, await LookAsync());
    }

    [TestMethod]
    public async Task Rows_that_the_shop_wrote_since_survive_the_way_down_and_up()
    {
        await DeployAsync(Direction.Up, "head");
        await PlainAsync(
            """
            INSERT INTO shop.customers (name, email) VALUES ('Émilie "du" Châtelet', 'emilie@example.org');
            INSERT INTO shop.products (sku, title, price_cents, attributes) VALUES ('NUT-M4', E'Nut\\M4''', 7, '{"a": [null, {"$$": "ü"}]}');
            INSERT INTO shop.orders (customer_id, status, placed_at, shipped_at) VALUES (1000, 'shipped', '2025-01-01', '2025-01-02');
            INSERT INTO shop.order_lines VALUES (1000, 1, 1000, 9);
            UPDATE shop.products SET price_cents = 15 WHERE sku = 'SCREW-M4';
            """);
        const string Rows = "SELECT json_agg(t ORDER BY t::text) FROM (SELECT c.name, c.email, p.sku, p.price_cents, p.attributes, o.status, o.shipped_at FROM shop.orders o JOIN shop.customers c ON c.id = customer_id JOIN shop.order_lines ON order_id = o.id JOIN shop.products p ON p.id = product_id) AS t";
        var before = await AskAsync(Rows);

        AssertDone(await DeployAsync(Direction.Down, "5"), RunOutcome.RolledBack);
        Assert.AreEqual("0.150", await AskAsync("SELECT price::text FROM shop.products WHERE sku = 'SCREW-M4'"), "the new price counts, not the kept one");
        AssertDone(await DeployAsync(Direction.Up, "head"), RunOutcome.Applied);

        Assert.AreEqual(before, await AskAsync(Rows));
    }

    [TestMethod]
    [DataRow(SnapshotMethod.Dump, "base"), DataRow(SnapshotMethod.Dump, "12"), DataRow(SnapshotMethod.Dump, "head")]
    [DataRow(SnapshotMethod.Template, "base"), DataRow(SnapshotMethod.Template, "12"), DataRow(SnapshotMethod.Template, "head")]
    public async Task A_snapshot_brings_everything_back(SnapshotMethod method, string version)
    {
        await DeployAsync(Direction.Up, version);
        var before = await LookAsync();
        var snapshots = new PostgreSqlSnapshots(_database.ConnectionString, new PostgreSqlSnapshotOptions { Method = method });
        var file = Folder.File("shop.snapshot");
        await snapshots.WriteAsync(file, null, Cancellation);
        if (version == "head")
            AssertDone(await DeployAsync(Direction.Down, "3"), RunOutcome.RolledBack);
        else
            AssertDone(await DeployAsync(Direction.Up, "head"), RunOutcome.Applied);
        Assert.AreNotEqual(before, await LookAsync());

        await snapshots.DropPreviousAsync(await snapshots.RestoreAsync(file, null, Cancellation), Cancellation);

        Assert.AreEqual(before, await LookAsync());
        AssertDone(await DeployAsync(Direction.Up, "head"), version == "head" ? RunOutcome.UpToDate : RunOutcome.Applied);
        AssertDone(await DeployAsync(Direction.Down, "base"), RunOutcome.RolledBack);
    }

    private async Task<RunReport> DeployAsync(Direction direction, string target, Bundle? bundle = null)
    {
        await using var database = await new PostgreSqlDriver().OpenAsync(new ConnectionRequest(_database.ConnectionString, false, TimeSpan.FromMinutes(1)), Cancellation);
        var options = new DeploymentOptions
        {
            LockTimeout = TimeSpan.FromMinutes(1),
            SnapshotDirectory = Folder.File("snapshots"),
            ToolVersion = "0.1.0",
            Owner = "test@here",
        };
        return await new Deployer(database, bundle ?? ShopSample.Bundle, options, Silence.Instance).RunAsync(direction, target, Cancellation);
    }

    /// <summary>The schema in readable form, and every row and sequence.</summary>
    private async Task<Content> LookAsync()
    {
        await using var database = await new PostgreSqlDriver().OpenAsync(new ConnectionRequest(_database.ConnectionString, true, TimeSpan.FromMinutes(1)), Cancellation);
        var rows = new StringBuilder();
        await using var connection = await ConnectAsync();
        foreach (var source in await ColumnAsync(connection, Sources))
        {
            rows.Append(source).Append('\n');
            foreach (var row in await ColumnAsync(connection, $"SELECT to_jsonb(t)::text FROM {source} AS t ORDER BY 1"))
                rows.Append("  ").Append(row).Append('\n');
        }
        return new Content((await database.ReadSchemaAsync(Cancellation)).CanonicalText, rows.ToString());
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private async Task PlainAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<string?> AskAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }

    private static void AssertDone(RunReport report, RunOutcome outcome) => Assert.AreEqual(outcome, report.Outcome, string.Join('\n', report.Diagnostics));

    private static void AssertTakenBack(RunReport report)
    {
        var said = string.Join('\n', report.Diagnostics);
        Assert.AreEqual(RunOutcome.Failed, report.Outcome, said);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, said);
        Assert.AreEqual(Descriptors.StepFailed, report.Diagnostics[0].Descriptor, said);
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, said);
    }

    private sealed record Content(string Schema, string Rows);
}
