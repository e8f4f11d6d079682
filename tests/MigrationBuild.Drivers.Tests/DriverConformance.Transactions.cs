namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task RollbackTakesSchemaAndRowsBack()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        var state = await database.ReadStateAsync(Cancellation);
        var digest = DigestRows();

        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script("DELETE FROM child; ALTER TABLE parent ADD COLUMN extra TEXT; CREATE TABLE other (a INTEGER);"), Cancellation);
        Assert.IsNotEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(state));
        await database.RollbackAsync();
        await database.RollbackAsync();

        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(state));
        Assert.AreEqual(digest, DigestRows());
    }

    [TestMethod]
    public async Task CommitIsSeenByOthersAndMarksAForeignChange()
    {
        await using var database = await OpenAsync();
        await using var other = await OpenAsync();
        var mark = await other.ReadForeignChangeMarkAsync(Cancellation);
        var own = await database.ReadForeignChangeMarkAsync(Cancellation);

        await RunAsync(database, ParentAndChild);

        Assert.AreEqual("3", await other.ScalarAsync("rows(child)", Cancellation));
        Assert.AreNotEqual(mark, await other.ReadForeignChangeMarkAsync(Cancellation));
        if (ForeignChangesAreExact)
            Assert.AreEqual(own, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task TransactionKeepsOtherWritersOut()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync(lockTimeout: Short);
        await first.BeginAsync(Cancellation);
        if (!TransactionsExcludeWriters)
        {
            await second.BeginAsync(Cancellation);
            return;
        }
        var busy = await Assert.ThrowsExactlyAsync<EngineException>(() => second.BeginAsync(Cancellation));
        Assert.Contains("another connection is writing", busy.Message);
        await first.RollbackAsync();
        await second.BeginAsync(Cancellation);
    }

    [TestMethod]
    public async Task RebuildOfAParentKeepsItsCascadingChildren()
    {
        if (ForeignKeysAlwaysHold)
            return;
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        await RunAsync(database,
            """
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, extra TEXT);
            INSERT INTO parent_new (id, name) SELECT id, name FROM parent;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            """);
        Assert.AreEqual("3", await database.ScalarAsync("rows(child)", Cancellation));
        Assert.IsEmpty(await database.FindForeignKeyViolationsAsync(Cancellation));
    }

    [TestMethod]
    public async Task ForeignKeyViolationsAreAllNamedInOrder()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        if (ForeignKeysAlwaysHold)
        {
            await FailAsync(database, Script("INSERT INTO child (id, parent_id) VALUES (5, 77);"));
            return;
        }
        await RunAsync(database, "INSERT INTO child (id, parent_id) VALUES (5, 77);");
        CollectionAssert.AreEqual(
            new[] { "table child row 5 points to missing parent" }, (await database.FindForeignKeyViolationsAsync(Cancellation)).ToArray());
        await RunAsync(database, string.Concat(Enumerable.Range(100, 30).Select(i => $"INSERT INTO child (id, parent_id) VALUES ({i}, 77);\n")));
        Assert.HasCount(31, await database.FindForeignKeyViolationsAsync(Cancellation));
        await RunAsync(database, "DROP TABLE parent;");
        Assert.HasCount(34, await database.FindForeignKeyViolationsAsync(Cancellation));
    }
}
