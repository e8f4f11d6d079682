namespace MigrationBuild.Drivers.Tests.Sqlite;

[TestClass]
public sealed class ScriptTests : SqliteTests
{
    [TestMethod]
    public async Task ErrorInsideATriggerIsNamedThere()
    {
        var failure = await FailAsync("CREATE TABLE t (a);\nCREATE TRIGGER r AFTER INSERT ON t BEGIN\n  SELECT 1;\n  SELEC 2;\nEND;\nSELECT 1;");
        Assert.AreEqual((4, 3), (failure.Line, failure.Column));
    }

    [TestMethod]
    public async Task UnterminatedStringIsNamedWhereItStarts()
    {
        var failure = await FailAsync("SELECT 'ä';\nSELECT 'b\n;");
        Assert.AreEqual((2, 8), (failure.Line, failure.Column), failure.Message);
    }

    [TestMethod]
    public async Task NulIsRefusedBeforeAnythingRuns()
    {
        var failure = await FailAsync("CREATE TABLE t (a);\n\0DROP TABLE t;");
        Assert.AreEqual((2, 1), (failure.Line, failure.Column));
    }

    [TestMethod]
    public async Task ConstraintFailureTellsItsKind()
    {
        var failure = await FailAsync("CREATE TABLE t (a UNIQUE);\nINSERT INTO t VALUES (1), (1);");
        Assert.AreEqual("SQLITE_CONSTRAINT_UNIQUE", failure.Code);
        Assert.AreEqual(2, failure.Line);
    }

    [TestMethod]
    public async Task VacuumSaysWhatToDo()
    {
        var failure = await FailAsync("VACUUM;");
        Assert.Contains("migrate:transaction none", failure.Message);
        await using var database = await OpenAsync();
        await database.ExecuteAsync(Script("VACUUM;", transactional: false), Cancellation);
    }

    [TestMethod]
    public async Task NoSettingOrTemporaryTableReachesTheNextScript()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a CHECK (a > 0)); INSERT INTO t VALUES (1);");
        const string Leak = "PRAGMA foreign_keys=ON; PRAGMA ignore_check_constraints=ON; PRAGMA recursive_triggers=ON; PRAGMA query_only=OFF; CREATE TEMP TABLE t AS SELECT 9 AS a;";
        await database.ExecuteAsync(Script(Leak, transactional: false), Cancellation);
        await RunAsync(database, "UPDATE t SET a = 2;");
        await RunAsync(database, Leak);
        await RunAsync(database, "UPDATE t SET a = a + 1;");
        Assert.AreEqual("3", await database.ScalarAsync("SELECT a FROM t", Cancellation));
        foreach (var pragma in new[] { "foreign_keys", "ignore_check_constraints", "recursive_triggers" })
            Assert.AreEqual("0", await database.ScalarAsync($"PRAGMA {pragma}", Cancellation));
    }

    [TestMethod]
    public async Task OddNamesAndValuesSurviveSnapshotAndRestore()
    {
        await using var database = await OpenAsync();
        await RunAsync(database,
            """"
            CREATE TABLE "it's a ""table"" 😀" ("a ""b""" , [c d], `e``f`, "naïve", big TEXT);
            INSERT INTO "it's a ""table"" 😀" VALUES (9223372036854775807, -9223372036854775808, 9e999, -9e999, CAST(zeroblob(1000000) AS TEXT));
            INSERT INTO "it's a ""table"" 😀" VALUES (x'00ff00', 'a' || char(0) || 'b', 1e308 * 10 - 1e308 * 10, '', x'');
            INSERT INTO "it's a ""table"" 😀" VALUES (1, '1', 1.0, x'31', NULL);
            """");
        var digest = SqliteFile.Digest(Database);
        var state = await database.ReadStateAsync(Cancellation);
        Assert.AreEqual(3, state.RowCounts["it's a \"table\" 😀"]);
        Assert.AreEqual("3", await database.ScalarAsync("rows(\"it's a \"\"table\"\" 😀\")", Cancellation));
        await database.WriteSnapshotAsync(Folder.File("s.db"), null, Cancellation);
        await RunAsync(database, "DROP TABLE \"it's a \"\"table\"\" 😀\";");
        await database.RestoreSnapshotAsync(Folder.File("s.db"), null, Cancellation);
        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(state));
    }

    [TestMethod]
    public async Task ChecksumTellsTypesApart()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a, b, c, d, e); INSERT INTO t VALUES (1, '1', 1.0, x'31', NULL);");
        var sums = new HashSet<string?>();
        foreach (var column in "abcde")
            sums.Add(await database.ScalarAsync($"checksum(t.{column})", Cancellation));
        Assert.HasCount(5, sums);
        // Written down: it must be the same on every machine and in every version.
        Assert.AreEqual("1:f254fd9353abb55f60a0942b46382c24", await database.ScalarAsync("checksum(t.b)", Cancellation));
    }

    [TestMethod]
    public async Task ForeignKeyThatCannotBeCheckedIsAViolation()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE p (a); CREATE TABLE c (x REFERENCES p (a)); CREATE TABLE d (x REFERENCES nowhere (a)); INSERT INTO c VALUES (1); INSERT INTO d VALUES (1);");
        var lines = await database.FindForeignKeyViolationsAsync(Cancellation);
        Assert.HasCount(2, lines);
        Assert.Contains("foreign key mismatch", lines[0]);
        Assert.AreEqual("table d row 1 points to missing nowhere", lines[1]);
    }

    [TestMethod]
    public async Task Utf16DatabaseReadsAsAnyOther()
    {
        SqliteFile.Run(Database, "PRAGMA encoding='UTF-16le'; CREATE TABLE t (a); INSERT INTO t VALUES ('ä😀');");
        SqliteFile.Run(Folder.File("utf8.db"), "CREATE TABLE t (a); INSERT INTO t VALUES ('ä😀');");
        await using var database = await OpenAsync();
        await using var other = await OpenAsync(Folder.File("utf8.db"));
        Assert.AreEqual("ä😀", await database.ScalarAsync("SELECT a FROM t", Cancellation));
        Assert.AreEqual(await other.ScalarAsync("checksum(t.a)", Cancellation), await database.ScalarAsync("checksum(t.a)", Cancellation));
    }

    private async Task<ScriptException> FailAsync(string text)
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(text), Cancellation));
        await database.RollbackAsync();
        return failure;
    }
}
