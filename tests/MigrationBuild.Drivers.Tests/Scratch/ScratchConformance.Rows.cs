namespace MigrationBuild.Drivers.Tests.Scratch;

public abstract partial class ScratchConformance
{
    [TestMethod]
    public async Task TablesAreDescribed()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild + "CREATE TABLE \"odd \"\"name\" (a INTEGER DEFAULT 1, b VARCHAR(10) NOT NULL, UNIQUE (b, a));");
        CollectionAssert.AreEquivalent(
            new[] { NameOf("parent"), NameOf("child"), NameOf("odd \"name") }, (await scratch.ReadTablesAsync(Cancellation)).Select(table => table.Name).ToArray());
        var key = (await TableAsync(scratch, "child")).ForeignKeys.Single();
        CollectionAssert.AreEqual(new[] { "parent_id" }, key.Columns.ToArray());
        Assert.AreEqual(NameOf("parent"), key.Parent);
        CollectionAssert.AreEqual(new[] { "id" }, key.ParentColumns.ToArray());

        var odd = await TableAsync(scratch, "odd \"name");
        CollectionAssert.AreEqual(new[] { "a", "b" }, odd.Columns.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "b", "a" }, odd.UniqueKeys.Single().ToArray());
        Assert.AreEqual((true, true, false), (odd.Columns[0].IsNullable, odd.Columns[0].HasDefault, odd.Columns[0].IsAutomatic));
        Assert.AreEqual((false, false, false), (odd.Columns[1].IsNullable, odd.Columns[1].HasDefault, odd.Columns[1].IsAutomatic));
        await TryAllAsync(scratch, $"INSERT INTO {odd.Sql} ({odd.Columns[1].Sql}) VALUES ('x')");
        Assert.HasCount(1, await RowsAsync(scratch, "odd \"name"));
    }

    [TestMethod]
    public async Task ChangedTableIsDescribedAnew()
    {
        await using var scratch = await CreateWithAsync("CREATE TABLE t (a INTEGER, b INTEGER);");
        var before = await TableAsync(scratch, "t");
        await RunAsync(scratch, "CREATE UNIQUE INDEX i ON t (b);");
        Assert.HasCount(before.UniqueKeys.Count + 1, (await TableAsync(scratch, "t")).UniqueKeys);
        await RunAsync(scratch, "DROP INDEX i; ALTER TABLE t ADD COLUMN c TEXT;");
        var after = await TableAsync(scratch, "t");
        Assert.HasCount(before.UniqueKeys.Count, after.UniqueKeys);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, after.Columns.Select(column => column.Name).ToArray());
        await RunAsync(scratch, "ALTER TABLE t RENAME TO u;");
        Assert.AreEqual(NameOf("u"), (await scratch.ReadTablesAsync(Cancellation)).Single().Name);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("DROP TABLE u;"), Cancellation);
        Assert.IsEmpty(await scratch.ReadTablesAsync(Cancellation));
        await scratch.Session.RollbackAsync();
        Assert.HasCount(1, await scratch.ReadTablesAsync(Cancellation));
    }

    [TestMethod]
    public async Task HistoryAndViewsAreNoTablesForRows()
    {
        await using var scratch = await CreateWithAsync("CREATE TABLE t (a INTEGER); CREATE VIEW v AS SELECT a FROM t;");
        await scratch.Session.AppendHistoryAsync(
            new Deployment.HistoryRow { RunId = "r", Action = Deployment.HistoryAction.Up, Name = "n", BundleDigest = "b", ToolVersion = "0", At = DateTimeOffset.UnixEpoch, By = "me" },
            Cancellation);
        Assert.AreEqual(NameOf("t"), (await scratch.ReadTablesAsync(Cancellation)).Single().Name);
    }

    [TestMethod]
    public async Task EachValueIsAcceptedAndReadBackExactly()
    {
        await using var scratch = await CreateWithAsync(
            string.Concat(Types.Select((type, i) => $"CREATE TABLE a{i} (v {type});\nCREATE TABLE b{i} (v {type});\n")));
        for (var i = 0; i < Types.Count; i++)
        {
            var column = (await TableAsync(scratch, $"a{i}")).Columns.Single();
            Assert.IsGreaterThan(1, column.Values.Count, Types[i]);
            CollectionAssert.AllItemsAreUnique(column.Values.ToArray());
            var refusals = await scratch.TryAsync([.. column.Values.Append("NULL").Select(value => $"INSERT INTO a{i} (v) VALUES ({value})")], Cancellation);
            Assert.IsTrue(refusals.All(refusal => refusal is null), $"{Types[i]}: {string.Join("; ", refusals)}");

            var rows = await RowsAsync(scratch, $"a{i}");
            Assert.HasCount(column.Values.Count + 1, rows);
            await TryAllAsync(scratch, [.. rows.Select(value => $"INSERT INTO b{i} (v) VALUES ({value})")]);
            CollectionAssert.AreEqual(rows, await RowsAsync(scratch, $"b{i}"));
        }
    }

    [TestMethod]
    public async Task DistinctValuesAreDistinct()
    {
        await using var scratch = await CreateWithAsync(string.Concat(Types.Select((type, i) => $"CREATE TABLE a{i} (v {type});\n")));
        for (var i = 0; i < Types.Count; i++)
        {
            if ((await TableAsync(scratch, $"a{i}")).Columns.Single().Distinct is not { } distinct)
                continue;
            await TryAllAsync(scratch, [.. Enumerable.Range(0, 30).Select(n => $"INSERT INTO a{i} (v) VALUES ({distinct(n)})")]);
            Assert.HasCount(30, (await RowsAsync(scratch, $"a{i}")).Distinct().ToArray(), Types[i]);
        }
    }

    [TestMethod]
    public async Task StatementsAreTriedEachByItself()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        var refusals = await scratch.TryAsync(
            [
                "INSERT INTO parent (id, name) VALUES (10, 'ten')",
                "INSERT INTO parent (id, name) VALUES (10, 'again')",
                "INSERT INTO child (id, parent_id) VALUES (11, 99)",
                "INSERT INTO parent (id, name) VALUES (12, 'a'), (13, NULL)",
                "INSERT INTO child (id, parent_id) VALUES (12, 10)",
                "INSERT INTO nowhere VALUES (1)",
            ], Cancellation);
        CollectionAssert.AreEqual(new[] { true, false, false, false, true, false }, refusals.Select(refusal => refusal is null).ToArray());
        Assert.HasCount(4, await RowsAsync(scratch, "parent"));
        Assert.HasCount(4, await RowsAsync(scratch, "child"));
        Assert.IsEmpty(await scratch.Session.FindForeignKeyViolationsAsync(Cancellation));
    }

    [TestMethod]
    public async Task AllRowsAreDeletedWhateverTriggersAndForeignKeysSay()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await RunAsync(scratch, "CREATE TABLE log (a INTEGER);");
        await RunAsync(scratch, Triggers);
        await TryAllAsync(scratch, "INSERT INTO parent (id, name) VALUES (7, 'x')");
        Assert.HasCount(1, await RowsAsync(scratch, "log"));
        var schema = (await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText;

        await scratch.DeleteAllRowsAsync(Cancellation);

        foreach (var table in await scratch.ReadTablesAsync(Cancellation))
            Assert.IsEmpty((await scratch.ReadRowsAsync(table, Cancellation)).Rows);
        Assert.AreEqual(schema, (await scratch.Session.ReadSchemaAsync(Cancellation)).CanonicalText);
        await TryAllAsync(scratch, "INSERT INTO parent (id, name) VALUES (7, 'x')");
        Assert.HasCount(1, await RowsAsync(scratch, "log"));
        Assert.IsNotNull((await scratch.TryAsync(["DELETE FROM parent"], Cancellation))[0]);
    }
}
