namespace MigrationBuild.Drivers.Tests.Scratch;

public abstract partial class ScratchConformance
{
    [TestMethod]
    public async Task ObservedScriptRunsAndFailsLikeAnyOther()
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.ExecuteObservedAsync(Script("DELETE FROM child WHERE id = 1; CREATE TABLE other (a INTEGER);"), Cancellation);
        await scratch.SettleAsync(Cancellation);
        await scratch.Session.CommitAsync(Cancellation);
        Assert.HasCount(2, await RowsAsync(scratch, "child"));

        await scratch.Session.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.ExecuteObservedAsync(Script("SELECT 1;\n  INSERT INTO nowhere VALUES (1);", 10), Cancellation));
        await scratch.Session.RollbackAsync();
        Assert.AreEqual(11, failure.Line);
        Assert.IsFalse(scratch.IsMissingHere(failure));
    }

    [TestMethod]
    public async Task WhatThisMachineLacksIsToldFromMistakes()
    {
        await using var scratch = await CreateAsync();
        await scratch.Session.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.Session.ExecuteAsync(Script(MissingHere), Cancellation));
        await scratch.Session.RollbackAsync();
        Assert.IsTrue(scratch.IsMissingHere(failure), failure.Message);
    }

    [TestMethod]
    public async Task WaysOutAreFoundAtTheirStatements()
    {
        await using var scratch = await CreateAsync();
        Assert.IsNull(scratch.FindWayOut(Script(ParentAndChild)));
        Assert.IsNull(scratch.FindWayOut(Script(Triggers)));
        foreach (var (text, line, column) in WaysOut)
        {
            var found = scratch.FindWayOut(Script(text, firstLine: 5));
            Assert.IsNotNull(found, text);
            Assert.AreEqual((line, column), (found.Line, found.Column), text);
        }
    }

    [TestMethod]
    [DataRow("INSERT INTO parent (id, name) VALUES (9, 'x');", "parent")]
    [DataRow("UPDATE child SET parent_id = 1;", "child")]
    [DataRow("DELETE FROM child;", "child")]
    [DataRow("DROP TABLE child;", "child")]
    [DataRow("ALTER TABLE child RENAME TO kid;", "child kid")]
    [DataRow("ALTER TABLE child ADD COLUMN extra INTEGER;", "child")]
    [DataRow("ALTER TABLE child ADD COLUMN extra INTEGER; ALTER TABLE child DROP COLUMN extra;", "child")]
    [DataRow("ALTER TABLE child RENAME COLUMN parent_id TO pid;", "child")]
    [DataRow("CREATE TABLE fresh (a INTEGER);", "fresh")]
    [DataRow("CREATE TABLE fresh AS SELECT * FROM parent;", "fresh")]
    [DataRow("INSERT INTO watched (a) VALUES (1);", "watched log")]
    [DataRow("DELETE FROM child WHERE 1 = 0;", "")]
    public async Task TouchedTablesAreKnown(string sql, string names)
    {
        await using var scratch = await CreateWithAsync(ParentAndChild);
        await RunAsync(scratch, "CREATE TABLE log (a INTEGER); CREATE TABLE watched (a INTEGER);");
        await RunAsync(scratch, Triggers);
        await RunAsync(scratch, TriggerOnWatched);
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);

        var touched = await scratch.ReadTouchedTablesAsync(Cancellation);

        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.IsTrue(touched is null || touched.Contains(NameOf(name)), name);
        await scratch.Session.RollbackAsync();
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("SELECT 1;"), Cancellation);
        touched = await scratch.ReadTouchedTablesAsync(Cancellation);
        Assert.IsTrue(touched is null || touched.Count == 0, "of the transaction before");
    }
}
