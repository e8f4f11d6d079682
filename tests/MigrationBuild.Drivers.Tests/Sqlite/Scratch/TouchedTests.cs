namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

/// <summary>Which tables a transaction may have changed. Each name that is expected must be there; where the list ends with `!`, no other may be.</summary>
[TestClass]
public sealed class TouchedTests : ScratchTests
{
    private const string Before =
        """
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE);
        CREATE TABLE log (a);
        CREATE TABLE deep (a);
        CREATE TABLE other (a);
        CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID;
        CREATE TABLE p (id INTEGER PRIMARY KEY);
        CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE);
        CREATE VIEW v AS SELECT a FROM t;
        CREATE TRIGGER into_v INSTEAD OF INSERT ON v BEGIN INSERT INTO log (a) VALUES (new.a); END;
        CREATE TRIGGER t_log AFTER UPDATE ON t BEGIN INSERT INTO log (a) VALUES (new.a); END;
        CREATE TRIGGER log_deep AFTER INSERT ON log BEGIN DELETE FROM deep; END;
        INSERT INTO t VALUES (1, 'x'); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);
        """;

    [TestMethod]
    [DataRow("INSERT INTO t (a) VALUES ('y')", "t!")]
    [DataRow("UPDATE t SET a = 'z' WHERE id = 1", "t log deep!")]
    [DataRow("INSERT INTO v (a) VALUES ('y')", "log deep v!")]
    [DataRow("REPLACE INTO t (id, a) VALUES (2, 'x')", "t!")]
    [DataRow("INSERT INTO t (id, a) VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET a = 'w'", "t log deep!")]
    [DataRow("DELETE FROM t", "t!")]
    [DataRow("WITH x AS (SELECT 1) DELETE FROM other", "other!")]
    [DataRow("INSERT INTO keyed VALUES ('k', 1)", "keyed!")]
    [DataRow("ALTER TABLE t RENAME TO \"T 2\"", "t,T 2")]
    [DataRow("ALTER TABLE t ADD COLUMN b DEFAULT 5", "t!")]
    [DataRow("ALTER TABLE keyed DROP COLUMN v", "keyed!")]
    [DataRow("ALTER TABLE keyed RENAME COLUMN v TO w", "keyed!")]
    [DataRow("CREATE TABLE fresh AS SELECT * FROM t", "fresh!")]
    [DataRow("CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO n SELECT * FROM other, deep; DROP TABLE other; ALTER TABLE n RENAME TO other", "other n!")]
    [DataRow("DROP TABLE deep", "deep!")]
    [DataRow("CREATE INDEX i ON t (a); SELECT * FROM t; CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END", "!")]
    [DataRow("CREATE TEMP TRIGGER x AFTER INSERT ON main.deep BEGIN DELETE FROM other; END; INSERT INTO deep VALUES (1)", "deep other!")]
    [DataRow("SAVEPOINT s; DELETE FROM t; ROLLBACK TO s; RELEASE s", "t!")]
    public async Task TouchedTablesAreThese(string sql, string names)
    {
        await using var scratch = await CreateAsync(Before);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);

        var touched = await scratch.ReadTouchedTablesAsync(Cancellation);

        Assert.IsNotNull(touched);
        var expected = names.TrimEnd('!').Split(names.Contains(',') ? ',' : ' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in expected)
            Assert.IsTrue(touched.Contains(name), name);
        if (names.EndsWith('!'))
            Assert.IsEmpty(touched.Except(expected, StringComparer.Ordinal).Where(name => !name.StartsWith("sqlite_", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task OutsideATransactionNothingIsKnown()
    {
        await using var scratch = await CreateAsync(Before);
        await scratch.Session.ExecuteAsync(Script("PRAGMA foreign_keys=ON; BEGIN; DELETE FROM p; COMMIT;", transactional: false), Cancellation);
        Assert.AreEqual("0", await scratch.Session.ScalarAsync("rows(c)", Cancellation));
        Assert.IsNull(await scratch.ReadTouchedTablesAsync(Cancellation));
    }

    [TestMethod]
    public async Task WithWritableSchemaNothingIsKnown()
    {
        await using var scratch = await CreateAsync(Before);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'a', 'b') WHERE name = 'other';"), Cancellation);
        Assert.IsNull(await scratch.ReadTouchedTablesAsync(Cancellation));
        Assert.AreEqual("b", (await TableAsync(scratch, "other")).Columns.Single().Name);
        await scratch.Session.RollbackAsync();
        await scratch.Session.BeginAsync(Cancellation);
        Assert.IsEmpty((await scratch.ReadTouchedTablesAsync(Cancellation))!);
        Assert.AreEqual("a", (await TableAsync(scratch, "other")).Columns.Single().Name);
    }

    [TestMethod]
    public async Task VirtualTablesAreTouchedWithTheirContent()
    {
        await using var scratch = await CreateAsync(
            Before + "CREATE VIRTUAL TABLE f USING fts5(a); CREATE VIRTUAL TABLE x USING fts5(a, content='t', content_rowid='id'); INSERT INTO f VALUES ('one');");
        foreach (var sql in new[] { "INSERT INTO f VALUES ('two')", "DELETE FROM t", "INSERT INTO f (f) VALUES ('rebuild')", "DROP TABLE f" })
        {
            await scratch.Session.BeginAsync(Cancellation);
            await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
            var touched = await scratch.ReadTouchedTablesAsync(Cancellation);
            Assert.IsTrue(touched!.Contains("f") && touched.Contains("x"), sql);
            await scratch.Session.RollbackAsync();
        }
    }

    [TestMethod]
    public async Task RowsThatDifferAreAlwaysInTouchedTables()
    {
        // Against what the rows themselves say, over statements that follow one another.
        var random = new Random(11);
        await using var scratch = await CreateAsync(Before);
        string[] tables = ["t", "log", "deep", "other", "keyed", "p", "c"];
        for (var round = 0; round < 150; round++)
        {
            var before = await ReadAllAsync(scratch);
            var table = tables[random.Next(tables.Length)];
            var sql = random.Next(6) switch
            {
                0 => $"DELETE FROM {table};",
                1 => $"INSERT OR REPLACE INTO {table} SELECT * FROM {table};",
                2 => $"INSERT INTO v (a) VALUES ({random.Next(9)});",
                3 => $"INSERT OR REPLACE INTO t (id, a) VALUES ({random.Next(5)}, {random.Next(5)});",
                4 => $"UPDATE t SET a = a || {random.Next(9)};",
                _ => $"PRAGMA legacy_alter_table=ON; CREATE TABLE rebuilt AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE rebuilt RENAME TO {table};",
            };
            await scratch.Session.BeginAsync(Cancellation);
            await scratch.Session.ExecuteAsync(Script(sql), Cancellation);
            var touched = await scratch.ReadTouchedTablesAsync(Cancellation);
            var after = await ReadAllAsync(scratch);
            foreach (var name in before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)))
                Assert.IsTrue(touched is null || touched.Contains(name), $"{name} after {sql}");
            if (random.Next(2) == 0)
                await scratch.Session.CommitAsync(Cancellation);
            else
                await scratch.Session.RollbackAsync();
        }
    }

    private async Task<Dictionary<string, string>> ReadAllAsync(IScratchDatabase scratch)
    {
        var all = new Dictionary<string, string>();
        foreach (var table in await scratch.ReadTablesAsync(Cancellation))
        {
            var rows = await scratch.ReadRowsAsync(table, Cancellation);
            all.Add(table.Name, string.Join('\n', rows.Rows.Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)));
        }
        return all;
    }
}
