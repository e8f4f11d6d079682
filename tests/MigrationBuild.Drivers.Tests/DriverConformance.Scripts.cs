namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task FailingStatementIsNamedByLineAndColumn()
    {
        await using var database = await OpenAsync();
        foreach (var (text, firstLine, line, column) in FailingScripts)
        {
            var failure = await FailAsync(database, Script(text, firstLine));
            Assert.AreEqual((line, column), (failure.Line, failure.Column), text + "\n" + failure.Message);
            Assert.AreEqual(ScriptFailure.Refused, failure.Reason);
        }
    }

    [TestMethod]
    [DataRow("", true), DataRow("-- not on this engine\n;", true), DataRow("-- not on this engine\n", false)]
    public async Task ScriptWithoutAStatementChangesNothing(string text, bool transactional)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        var before = await CaptureAsync();
        if (transactional)
            await RunAsync(database, text);
        else
            await database.ExecuteAsync(Script(text, transactional: false), Cancellation);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task FailureTellsTheStatementAlone()
    {
        await using var database = await OpenAsync();
        var failure = await FailAsync(database, Script("SELECT 1;\nSELECT * FROM nowhere;\nSELECT 3;"));
        Assert.AreEqual("SELECT * FROM nowhere;", failure.Statement);
        Assert.Contains("nowhere", failure.Message);
    }

    [TestMethod]
    [DataRow("COMMIT")]
    [DataRow("commit transaction")]
    [DataRow("ROLLBACK")]
    [DataRow("/* c */ END")]
    [DataRow("COMMIT; BEGIN")]
    public async Task ScriptThatEndsTheTransactionIsStoppedBeforeIt(string words)
    {
        await using var database = await OpenAsync();
        var failure = await FailAsync(database, Script($"CREATE TABLE t (a INTEGER);\n{words};\nCREATE TABLE u (a INTEGER);"));
        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.AreEqual(2, failure.Line);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task ScriptStopsAtItsTimeLimit()
    {
        await using var database = await OpenAsync();
        var failure = await FailAsync(database, Script($"SELECT 1;\n{EndlessStatement};", timeout: Short));
        Assert.AreEqual(ScriptFailure.TimedOut, failure.Reason);
        Assert.AreEqual(2, failure.Line);
    }

    [TestMethod]
    public async Task ScriptCanBeCancelledAndRolledBack()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        using var cancel = new CancellationTokenSource(Short);
        await database.BeginAsync(Cancellation);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => database.ExecuteAsync(Script($"DELETE FROM child; {EndlessStatement};"), cancel.Token));
        await database.RollbackAsync();
        Assert.AreEqual("3", await database.ScalarAsync("rows(child)", Cancellation));
    }

    [TestMethod]
    public async Task ScriptWithoutTransactionKeepsWhatRan()
    {
        await using var database = await OpenAsync();
        var script = Script("CREATE TABLE t (a INTEGER);\nSELECT * FROM nowhere;", transactional: false);
        await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(script, Cancellation));
        Assert.AreEqual("0", await database.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    public async Task ScriptWithoutTransactionLeavesNoneOpen()
    {
        await using var database = await OpenAsync();
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("BEGIN; CREATE TABLE t (a INTEGER);", transactional: false), Cancellation));
        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
        await RunAsync(database, "CREATE TABLE t (a INTEGER);");
    }

    [TestMethod]
    [DataRow("SELECT 1; SELECT 'x'; SELECT 1 WHERE 1 = 0; SELECT 0, 0;", true)]
    [DataRow("SELECT 1;\n SELECT count(*) FROM child WHERE id > 99;", false)]
    [DataRow("SELECT 1;\n SELECT NULL;", false)]
    [DataRow("SELECT 1;\n SELECT 1 UNION ALL SELECT 0;", false)]
    public async Task VerifyFailsWhereACheckSaysNo(string text, bool passes)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        if (passes)
        {
            await database.VerifyAsync(Script(text), Cancellation);
            return;
        }
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.VerifyAsync(Script(text), Cancellation));
        Assert.AreEqual(ScriptFailure.CheckFailed, failure.Reason);
        Assert.AreEqual((2, 2), (failure.Line, failure.Column));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task VerifyTakesBackWhatItChangedAndOnlyThat(bool insideTransaction)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        if (insideTransaction)
        {
            await database.BeginAsync(Cancellation);
            await database.ExecuteAsync(Script("DELETE FROM child WHERE id = 1;"), Cancellation);
        }
        await database.VerifyAsync(Script("DELETE FROM child; SELECT count(*) = 0 FROM child;"), Cancellation);
        await Assert.ThrowsExactlyAsync<ScriptException>(() => database.VerifyAsync(Script("DELETE FROM child; SELECT 0;"), Cancellation));
        Assert.AreEqual(insideTransaction ? "2" : "3", await database.ScalarAsync("rows(child)", Cancellation));
    }

    [TestMethod]
    public async Task ScalarsReadOnly()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        Assert.AreEqual("3", await database.ScalarAsync(" rows( \"child\" ) ", Cancellation));
        Assert.AreEqual("6", await database.ScalarAsync("SELECT sum(id) FROM child;", Cancellation));
        Assert.IsNull(await database.ScalarAsync("SELECT NULL", Cancellation));
        Assert.IsNull(await database.ScalarAsync("SELECT id FROM child WHERE id = 99", Cancellation));
        await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync("DELETE FROM child", Cancellation));
        await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync("SELECT 1; SELECT 2", Cancellation));
        await Assert.ThrowsAsync<EngineException>(() => database.ScalarAsync("checksum(child.nothing)", Cancellation));
    }

    [TestMethod]
    public async Task ChecksumSeesContentAndNumberButNotOrder()
    {
        await using var database = await OpenAsync();
        await RunAsync(database,
            """
            CREATE TABLE t (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT);
            INSERT INTO t VALUES ('x', 'y', 'x', NULL, 'x');
            INSERT INTO t VALUES ('y', 'x', 'x', 'y', 'z');
            """);
        var sums = new List<string?>();
        foreach (var column in "abcde")
            sums.Add(await database.ScalarAsync($"checksum(t.{column})", Cancellation));
        Assert.AreEqual(sums[0], sums[1]);
        Assert.HasCount(4, sums.Distinct().ToList());
    }
}
