namespace MigrationBuild.Drivers.Tests.Sqlite.Scratch;

[TestClass]
public sealed class SessionTests : ScratchTests
{
    [TestMethod]
    public async Task ConnectionIsRefusedBecauseThereIsNothingToConnectTo()
    {
        var refused = await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => Driver.CreateAsync("Data Source=secret.db", null, Cancellation));
        Assert.Contains("in memory", refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
        await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => Driver.DescribeAsync("Data Source=secret.db", Cancellation));
    }

    [TestMethod]
    [DataRow("ATTACH '{0}' AS o;")]
    [DataRow("ATTACH 'file:{0}?mode=rwc' AS o;")]
    [DataRow("ATTACH '' || '{0}' AS o;")]
    [DataRow("VACUUM INTO '{0}';")]
    [DataRow("SELECT load_extension('{0}');")]
    [DataRow("PRAGMA temp_store_directory='{0}';")]
    public async Task EngineItselfRefusesFiles(string sql)
    {
        using var folder = new TempFolder();
        var file = folder.File("out.db");
        await using var scratch = await CreateAsync("CREATE TABLE t (a);");
        var script = Script(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, file), transactional: false);
        Assert.IsNotNull(scratch.FindWayOut(script));

        var refused = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.Session.ExecuteAsync(script, Cancellation));

        Assert.Contains("authoriz", refused.Message);
        Assert.IsFalse(scratch.IsMissingHere(refused));
        Assert.IsFalse(File.Exists(file));
    }

    [TestMethod]
    [DataRow("ATTACH ':memory:' AS m; CREATE TABLE m.x (a); DETACH m;")]
    [DataRow("ATTACH DATABASE '' AS m; DETACH m;")]
    [DataRow("VACUUM;")]
    [DataRow("PRAGMA journal_mode=WAL; PRAGMA optimize; ANALYZE; REINDEX;")]
    [DataRow("SELECT 'ATTACH ''x'' AS y', \"into\" FROM (SELECT 1 AS \"into\"); -- VACUUM INTO 'x'")]
    public async Task WhatStaysInMemoryRuns(string sql)
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        var script = Script(sql, transactional: false);
        Assert.IsNull(scratch.FindWayOut(script));
        await scratch.Session.ExecuteAsync(script, Cancellation);
        Assert.AreEqual("1", await scratch.Session.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    public async Task ScriptCannotSwitchOffThatItIsTakenBack()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("PRAGMA journal_mode=OFF; DELETE FROM t; DROP TABLE t; CREATE TABLE u (a);"), Cancellation);
        await scratch.Session.RollbackAsync();
        Assert.AreEqual("1", await scratch.Session.ScalarAsync("rows(t)", Cancellation));
        Assert.HasCount(1, (await scratch.Session.ReadSchemaAsync(Cancellation)).Objects);
    }

    [TestMethod]
    public async Task ForeignKeysAreCheckedAfterTheStepsAsAtADeployment()
    {
        await using var scratch = await CreateAsync("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);");
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script("PRAGMA foreign_keys=ON; INSERT INTO c VALUES (5);"), Cancellation);
        Assert.AreEqual("table c row 1 points to missing p", (await scratch.Session.FindForeignKeyViolationsAsync(Cancellation)).Single());
        var refused = await Assert.ThrowsExactlyAsync<EngineException>(() => scratch.SettleAsync(Cancellation));
        Assert.Contains("table c row 1 points to missing p", refused.Message);
        await scratch.Session.RollbackAsync();
    }

    [TestMethod]
    [DataRow("DELETE FROM p;"), DataRow("DROP TABLE p;"), DataRow("UPDATE p SET id = 7;"), DataRow("ALTER TABLE p RENAME TO q; CREATE TABLE p (id INTEGER PRIMARY KEY); DROP TABLE q;")]
    public async Task RowsThatLoseTheirParentAreFoundThoughNothingTouchedThem(string sql)
    {
        await using var scratch = await CreateAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id)); CREATE TABLE other (a); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);");
        await scratch.Session.BeginAsync(Cancellation);
        await scratch.Session.ExecuteAsync(Script(sql), Cancellation);

        await Assert.ThrowsExactlyAsync<EngineException>(() => scratch.SettleAsync(Cancellation));
        await scratch.Session.RollbackAsync();
        await scratch.SettleAsync(Cancellation);
    }

    [TestMethod]
    public async Task WhatAScriptLeftDoesNotDecideWhichRowsAreTaken()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (a INTEGER CHECK (a > 0)); PRAGMA ignore_check_constraints=ON; CREATE TEMP TABLE t (a);");
        Assert.IsNotNull((await scratch.TryAsync(["INSERT INTO t VALUES (-1)"], Cancellation))[0]);
        Assert.IsNull((await scratch.TryAsync(["INSERT INTO t VALUES (1)"], Cancellation))[0]);
        Assert.AreEqual("1", await scratch.Session.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    public async Task WhatIsDoneOutsideATransactionIsRefusedInOne()
    {
        using var folder = new TempFolder();
        await using var scratch = await CreateAsync("CREATE TABLE t (a);");
        await scratch.KeepAsync(Cancellation);
        await scratch.Session.BeginAsync(Cancellation);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => scratch.TryAsync(["SELECT 1"], Cancellation));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => scratch.KeepAsync(Cancellation));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => scratch.DeleteAllRowsAsync(Cancellation));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => scratch.SaveAsync(folder.File("s"), Cancellation));
    }

    [TestMethod]
    [DataRow("CREATE VIRTUAL TABLE w USING no_module(a);", true)]
    [DataRow("CREATE TABLE t (a CHECK (mine(a))); INSERT INTO t VALUES (1);", true)]
    [DataRow("CREATE TABLE t (a DEFAULT (mine(1))); INSERT INTO t DEFAULT VALUES;", true)]
    [DataRow("CREATE TABLE t (a COLLATE german); SELECT a FROM t ORDER BY a;", true)]
    [DataRow("CREATE VIRTUAL TABLE f USING fts5(a, tokenize = 'icu');", true)]
    [DataRow("CREATE VIRTUAL TABLE f USING fts4(a, tokenize=icu);", true)]
    [DataRow("SELECT 1 FROM nowhere;", false)]
    [DataRow("CREATE TABLE t (a); SELECT b FROM t;", false)]
    [DataRow("CREATE TABLE t (a); CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no such module: x'); END; INSERT INTO t VALUES (1);", false)]
    public async Task MissingPartsAreToldFromMistakes(string sql, bool isMissing)
    {
        await using var scratch = await CreateAsync();
        await scratch.Session.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.Session.ExecuteAsync(Script(sql), Cancellation));
        Assert.AreEqual(isMissing, scratch.IsMissingHere(failure), failure.Message);
    }

    [TestMethod]
    public async Task OddValuesComeBackExactly()
    {
        await using var scratch = await CreateAsync("CREATE TABLE t (v); CREATE TABLE u (v);");
        string[] odd =
        [
            "'a' || char(0) || 'b'", "CAST(x'ff41' AS TEXT)", "9e999", "-9e999", "0.1", "1.0", "-0.0", "1e15", "123456789012345678", "5e-324", "1.7976931348623157e308",
            "9223372036854775807", "-9223372036854775808", "x''", "''", "''''", "'😀'", "NULL",
        ];
        Assert.IsTrue((await scratch.TryAsync([.. odd.Select(value => $"INSERT INTO t VALUES ({value})")], Cancellation)).All(refusal => refusal is null));
        var random = new Random(3);
        var reals = Enumerable.Range(0, 2000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite)
            .Select(real => real.ToString("E16", System.Globalization.CultureInfo.InvariantCulture));
        Assert.IsTrue((await scratch.TryAsync([.. reals.Select(value => $"INSERT INTO t VALUES ({value})")], Cancellation)).All(refusal => refusal is null));

        var rows = await scratch.ReadRowsAsync(await TableAsync(scratch), Cancellation);
        Assert.IsTrue((await scratch.TryAsync([.. rows.Rows.Select(row => $"INSERT INTO u VALUES ({row[0]})")], Cancellation)).All(refusal => refusal is null));

        Assert.AreEqual(await scratch.Session.ScalarAsync("checksum(t.v)", Cancellation), await scratch.Session.ScalarAsync("checksum(u.v)", Cancellation));
        Assert.AreEqual(rows.Rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), await scratch.Session.ScalarAsync("rows(u)", Cancellation));
    }
}
