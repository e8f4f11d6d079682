namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

[TestClass]
public sealed class TableTests : ScratchTests
{
    [TestMethod]
    [DataRow("id INTEGER PRIMARY KEY", true)]
    [DataRow("id integer, PRIMARY KEY (id)", true)]
    [DataRow("id INTEGER PRIMARY KEY AUTOINCREMENT", true)]
    [DataRow("id INTEGER PRIMARY KEY DESC", false)]
    [DataRow("id INT PRIMARY KEY", false)]
    [DataRow("id TEXT PRIMARY KEY", false)]
    [DataRow("id INTEGER, b INTEGER, PRIMARY KEY (id, b)", false)]
    public async Task OnlyTheRowidGetsItsValueByItself(string columns, bool isAutomatic)
    {
        await using var scratch = await CreateAsync($"CREATE TABLE t ({columns});");
        var table = await TableAsync(scratch);
        Assert.AreEqual(isAutomatic, table.Columns[0].IsAutomatic);
        Assert.AreEqual("id", table.UniqueKeys.Single()[0]);
    }

    [TestMethod]
    public async Task KeyOfATableWithoutRowidIsNotAutomatic()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, v) WITHOUT ROWID;");
        var table = await TableAsync(scratch);
        Assert.AreEqual((false, false), (table.Columns[0].IsAutomatic, table.Columns[0].IsNullable));
        CollectionAssert.AreEqual(new[] { "id" }, table.UniqueKeys.Single().ToArray());
    }

    [TestMethod]
    public async Task GeneratedColumnsAreReadAndNotWritten()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a INTEGER, b AS (a + 1), c TEXT GENERATED ALWAYS AS (a || 'x') STORED);");
        var table = await TableAsync(scratch);
        CollectionAssert.AreEqual(new[] { false, true, true }, table.Columns.Select(column => column.IsAutomatic).ToArray());
        Assert.IsEmpty(table.Columns[1].Values);
        Assert.IsNull((await scratch.TryAsync(["INSERT INTO t (a) VALUES (4)"], Cancellation))[0]);
        CollectionAssert.AreEqual(new[] { "4", "5", "'4x'" }, (await scratch.ReadRowsAsync(table, Cancellation)).Rows.Single().ToArray());
    }

    [TestMethod]
    public async Task UniqueIndexesOfAllKindsAreKeys()
    {
        await using var scratch = await CreateAsync(
            """
            CREATE TABLE t (a, "B c", d, UNIQUE (d));
            CREATE UNIQUE INDEX one ON t (lower("b C"), a DESC) WHERE d > 1;
            CREATE UNIQUE INDEX two ON t (a) WHERE d IS NULL;
            CREATE INDEX three ON t (d);
            """);
        var keys = (await TableAsync(scratch)).UniqueKeys.Select(key => string.Join(',', key));
        CollectionAssert.AreEquivalent(new[] { "d", "a,B c", "a" }, keys.ToArray());
    }

    [TestMethod]
    public async Task ForeignKeysNameTheParentsOwnColumns()
    {
        await using var scratch = await CreateAsync(
            """
            CREATE TABLE P (Id INTEGER PRIMARY KEY, x, y, UNIQUE (x, y));
            CREATE TABLE t (a REFERENCES p, b REFERENCES "p" ("ID"), c, d REFERENCES gone, e REFERENCES t (a), FOREIGN KEY (C, d) REFERENCES p (Y, x));
            """);
        var keys = (await TableAsync(scratch)).ForeignKeys.Select(key => $"{string.Join(',', key.Columns)}>{key.Parent}({string.Join(',', key.ParentColumns)})");
        CollectionAssert.AreEqual(new[] { "a>P(Id)", "b>P(Id)", "d>gone(d)", "e>t(a)", "c,d>P(y,x)" }, keys.ToArray());
        await RunAsync(scratch, "DROP TABLE p; CREATE TABLE p (k TEXT PRIMARY KEY);");
        Assert.AreEqual("k", (await TableAsync(scratch)).ForeignKeys[0].ParentColumns.Single());
    }

    [TestMethod]
    public async Task NamesThatOnlyTheEngineTellsApartAreTwoTables()
    {
        await using var scratch = await CreateAsync("CREATE TABLE é (a); CREATE TABLE É (b); CREATE INDEX i ON É (b); CREATE TABLE \"ſ\" (a); CREATE TABLE s (a);");
        Assert.HasCount(4, await scratch.ReadTablesAsync(Cancellation));
        Assert.HasCount(5, (await scratch.Session.ReadSchemaAsync(Cancellation)).Objects);
    }

    [TestMethod]
    public async Task FullTextTableHoldsRowsAndItsShadowsDoNot()
    {
        await using var scratch = await CreateAsync(
            "CREATE VIRTUAL TABLE t USING fts5(a, b UNINDEXED); CREATE VIRTUAL TABLE f4 USING fts4(a); CREATE TABLE c (a);"
            + "CREATE VIRTUAL TABLE x USING fts5(a, content='c'); CREATE VIRTUAL TABLE n USING fts5(a, content=''); CREATE VIRTUAL TABLE words USING fts5vocab('t', 'row');"
            + "CREATE VIRTUAL TABLE r USING rtree(id, x1, x2);");
        CollectionAssert.AreEqual(new[] { "c", "f4", "t" }, (await scratch.ReadTablesAsync(Cancellation)).Select(table => table.Name).ToArray());
        var table = await TableAsync(scratch);
        CollectionAssert.AreEqual(new[] { "a", "b" }, table.Columns.Select(column => column.Name).ToArray());
        await RunAsync(scratch, "INSERT INTO t (rowid, a, b) VALUES (7, 'one two', 'x'); INSERT INTO x (rowid, a) VALUES (1, 'z'); INSERT INTO n (rowid, a) VALUES (1, 'z'); INSERT INTO r VALUES (1, 2, 3);");
        var rows = await scratch.ReadRowsAsync(table, Cancellation);
        CollectionAssert.AreEqual(new[] { "rowid", "a", "b" }, rows.Columns.ToArray());
        CollectionAssert.AreEqual(new[] { "7", "'one two'", "'x'" }, rows.Rows.Single().ToArray());

        await scratch.DeleteAllRowsAsync(Cancellation);

        foreach (var name in new[] { "t", "x WHERE x MATCH 'z'", "n WHERE n MATCH 'z'", "words", "r" })
            Assert.AreEqual("0", await scratch.Session.ScalarAsync($"SELECT count(*) FROM {name}", Cancellation), name);
    }

    [TestMethod]
    public async Task TableThatOnlyAnApplicationCanReadIsLeftOut()
    {
        await using var scratch = await CreateAsync(
            "CREATE TABLE t (a); PRAGMA writable_schema=ON; INSERT INTO sqlite_master VALUES ('table', 'w', 'w', 0, 'CREATE VIRTUAL TABLE w USING no_module(a)');");
        Assert.AreEqual("t", (await scratch.ReadTablesAsync(Cancellation)).Single().Name);
        var refused = await Assert.ThrowsExactlyAsync<EngineException>(
            () => scratch.ReadRowsAsync(new ScratchTable("w", "\"w\"", [new ScratchColumn { Name = "a", Sql = "\"a\"" }], [], []), Cancellation));
        Assert.IsTrue(scratch.IsMissingHere(refused));
        await scratch.DeleteAllRowsAsync(Cancellation);
    }

    [TestMethod]
    public async Task UnchangedTablesAreNotDescribedAgain()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a); CREATE TABLE u (a REFERENCES t);");
        var (schema, t) = (await scratch.Session.ReadSchemaAsync(Cancellation), await TableAsync(scratch));
        Assert.AreSame(schema, await scratch.Session.ReadSchemaAsync(Cancellation));
        await RunAsync(scratch, "CREATE TABLE v (a); DROP TABLE u;");
        Assert.AreSame(t, await TableAsync(scratch));
        await RunAsync(scratch, "CREATE TABLE u (a REFERENCES t);");
        Assert.AreSame(schema.Objects.Single(o => o.Name == "u"), (await scratch.Session.ReadSchemaAsync(Cancellation)).Objects.Single(o => o.Name == "u"));
    }
}
