using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Invariants that only this engine has to work for.</summary>
[TestClass]
public sealed class InvariantTests : PostgreSqlTests
{
    [TestMethod]
    public async Task ConstraintThatIsNotValidatedIsFoundUntilItIs()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int); INSERT INTO c VALUES (1, 7); ALTER TABLE c ADD CONSTRAINT \"c p\" FOREIGN KEY (p) REFERENCES p NOT VALID;");
        Assert.AreEqual("1", await database.ScalarAsync("unvalidated()", Cancellation));
        Assert.AreEqual("1", await database.ScalarAsync("orphans(c.p)", Cancellation));
        Assert.AreEqual(new Damage(DamageKind.UnvalidatedConstraint, "constraint \"c p\" on public.c"), (await database.FindDamageAsync(readRows: false, Cancellation)).Single());
        await RunAsync(database, "DELETE FROM c; ALTER TABLE c VALIDATE CONSTRAINT \"c p\";");
        Assert.AreEqual("0", await database.ScalarAsync("unvalidated()", Cancellation));
        Assert.IsEmpty(await database.FindDamageAsync(readRows: true, Cancellation));
    }

    [TestMethod]
    public async Task InvalidIndexIsToldFromOneThatWaitsForItsPartitions()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE log (id int) PARTITION BY RANGE (id); CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (3); CREATE INDEX log_id ON ONLY log (id); CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1);");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PlainAsync("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)"));
        var damage = await database.FindDamageAsync(readRows: false, Cancellation);
        CollectionAssert.AreEqual(new Damage[] { new(DamageKind.UnfinishedIndex, "index public.log_id on public.log"), new(DamageKind.InvalidIndex, "index public.t_a on public.t") }, damage.ToArray());
        Assert.AreEqual("2", await database.ScalarAsync("invalid_indexes()", Cancellation));
    }

    [TestMethod]
    [DataRow("Orders", "rows(orders)"), DataRow("Orders", "rows(ORDERS)"), DataRow("\"Orders\"", "rows(\"Orders\")"), DataRow("Shop.Orders", "rows(shop.ORDERS)"), DataRow("\"a.b\".\"c\"", "rows(\"a.b\".c)"), DataRow("ÄÖ", "rows(ÄÖ)")]
    public async Task NamesAreFoldedAsTheServerFoldsThem(string table, string query)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, $"CREATE SCHEMA shop; CREATE SCHEMA \"a.b\"; CREATE TABLE {table} (id int); INSERT INTO {table} VALUES (1);");
        Assert.AreEqual("1", await database.ScalarAsync(query, Cancellation));
    }

    [TestMethod]
    public async Task QualifiedTableHasAChecksumOfAllItsColumnsByAStar()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE SCHEMA shop; CREATE TABLE shop.t (k text, n int, doc jsonb, PRIMARY KEY (n, k)); INSERT INTO shop.t VALUES ('a', 1, '{}'), ('b', 2, NULL);");
        var before = await database.ScalarAsync("checksum(shop.t.*)", Cancellation);
        var sampled = await database.ScalarAsync("checksum(shop.t.*, sample 1)", Cancellation);
        Assert.StartsWith("2:2:", before);
        Assert.StartsWith("1:1:", sampled);
        Assert.StartsWith("2:1:", await database.ScalarAsync("checksum(shop.t.doc)", Cancellation));
        await RunAsync(database, "UPDATE shop.t SET doc = '{\"a\": 1}';");
        Assert.AreNotEqual(before, await database.ScalarAsync("checksum(shop.t.*)", Cancellation));
        Assert.AreNotEqual(sampled, await database.ScalarAsync("checksum(shop.t.*, sample 1)", Cancellation));
    }

    [TestMethod]
    public async Task OrphansOfKeysWithSeveralColumnsAndPartitionsAreCountedAsTheServerDoes()
    {
        await using var database = await OpenAsync();
        await RunAsync(database,
            """
            CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); INSERT INTO p VALUES (1, 1);
            CREATE TABLE c (id int, pa int, pb int, FOREIGN KEY (pa, pb) REFERENCES p) PARTITION BY LIST (id); CREATE TABLE c1 PARTITION OF c DEFAULT;
            SET LOCAL session_replication_role = replica;
            INSERT INTO c VALUES (1, 1, 1), (2, 1, NULL), (3, NULL, NULL), (4, 1, 2), (5, 2, 1);
            """);
        Assert.AreEqual("2", await database.ScalarAsync("orphans(c)", Cancellation));
        Assert.AreEqual("2", await database.ScalarAsync("orphans(c1.pb)", Cancellation));
        Assert.AreEqual("table public.c: 2 rows point to missing public.p (c_pa_pb_fkey)", (await database.FindDamageAsync(readRows: true, Cancellation)).Single().What);
    }

    [TestMethod]
    public async Task RunThatLeavesAnInvalidIndexIsRefusedAndOneThatLeavesAConstraintForLaterIsWarnedOf()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1); CREATE TABLE old (a int); ALTER TABLE old ADD CONSTRAINT old_a CHECK (a > 0) NOT VALID;");
        var guard = await DamageGuard.ReadAsync(database, Cancellation);
        var script = Script("ALTER TABLE t ADD CONSTRAINT t_a CHECK (a > 0) NOT VALID;");
        await RunAsync(database, script);
        var warnings = new List<Diagnostic>();
        await guard.RequireNoNewAsync([script], warnings.Add, Cancellation);
        Assert.AreEqual("MB6036", warnings.Single().Descriptor.Code);
        Assert.Contains("constraint t_a on public.t. A later migration", warnings.Single().Message);
        await guard.RequireNoNewAsync([script with { Expectations = [new Expectation("unvalidated()", "2", 1)] }], _ => Assert.Fail("it is stated"), Cancellation);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PlainAsync("CREATE UNIQUE INDEX CONCURRENTLY t_u ON t (a)"));
        var failure = await Assert.ThrowsExactlyAsync<MigrationException>(() => guard.RequireNoNewAsync([script], _ => { }, Cancellation));
        Assert.AreEqual("MB6035", failure.Diagnostic.Descriptor.Code);
        Assert.Contains("index public.t_u on public.t", failure.Message);
    }
}
