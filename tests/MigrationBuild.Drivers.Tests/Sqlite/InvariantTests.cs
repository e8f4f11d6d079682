namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>Invariants that only this engine has to work for.</summary>
[TestClass]
public sealed class InvariantTests : SqliteTests
{
    [TestMethod]
    public async Task IndexThatDoesNotHoldItsTableIsInvalid()
    {
        await using (var database = await OpenAsync())
        {
            await RunAsync(database, "CREATE TABLE t (a INTEGER, b INTEGER); INSERT INTO t VALUES (1, 2), (3, 4); CREATE INDEX by_a ON t (a); CREATE INDEX \"of index b\" ON t (b);");
            // The text says b, the pages hold a.
            await RunAsync(database, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '(a)', '(b)') WHERE name = 'by_a';");
        }
        await using var reopened = await OpenAsync();
        Assert.AreEqual("1", await reopened.ScalarAsync("invalid_indexes()", Cancellation));
        var damage = (await reopened.FindDamageAsync(readRows: true, Cancellation)).Single();
        Assert.AreEqual(new Damage(DamageKind.InvalidIndex, "index by_a"), damage);
    }

    [TestMethod]
    public async Task TableOfAnotherSchemaIsRefused()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a INTEGER);");
        Assert.AreEqual("0", await database.ScalarAsync("rows(MAIN.t)", Cancellation));
        Assert.Contains("there is no schema 'temp'", (await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync("rows(temp.t)", Cancellation))).Message);
    }

    [TestMethod]
    public async Task ChecksumKeepsTypesAndTheEndsOfValuesApart()
    {
        await using var database = await OpenAsync();
        var sums = new HashSet<string?>();
        foreach (var values in new[] { "1, 'a'", "'1', 'a'", "1.5, 'a'", "x'31', 'a'", "NULL, 'a'", "'', 'a'", "'1a', ''", "'', '1a'", "'a', NULL", "NULL, 'a' || char(0)" })
        {
            await RunAsync(database, $"DROP TABLE IF EXISTS t; CREATE TABLE t (a, b); INSERT INTO t VALUES ({values});");
            Assert.IsTrue(sums.Add(await database.ScalarAsync("checksum(t)", Cancellation)), values);
        }
    }
}
