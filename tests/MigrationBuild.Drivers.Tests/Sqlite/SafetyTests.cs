using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.Sqlite;

/// <summary>Ways in which this engine loses or hides something, unless one knows them.</summary>
[TestClass]
public sealed class SafetyTests : SqliteTests
{
    [TestMethod]
    public async Task GivingUpATransactionOnAFullDiskIsNoForeignChange()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (x);");
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        await database.BeginAsync(Cancellation);
        await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("PRAGMA max_page_count = 3;\nINSERT INTO t VALUES (zeroblob(50000));"), Cancellation));
        await database.RollbackAsync();
        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));

        SqliteFile.Run(Database, "INSERT INTO t VALUES (1);");
        Assert.AreNotEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task OwnCommitsAndAFullDiskAreNoForeignChange()
    {
        await using var database = await OpenAsync();
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        await RunAsync(database, "CREATE TABLE t (x);");
        await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(
            Script("CREATE TABLE u (x);\nPRAGMA max_page_count = 4;\nINSERT INTO t VALUES (zeroblob(50000));", transactional: false), Cancellation));
        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task ScriptOutsideATransactionMustCommitWhatItBegins()
    {
        await using var database = await OpenAsync();
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("-- it begins\nBEGIN;\nCREATE TABLE t (x);", transactional: false), Cancellation));
        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.AreEqual(2, failure.Line);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    [DataRow("OFF", false)]
    [DataRow("MEMORY", false)]
    [DataRow("OFF", true)]
    public async Task JournalThatAScriptSwitchedOffIsOnForWhatFollows(string mode, bool inside)
    {
        await using var database = await OpenAsync();
        // More than the engine keeps in memory before it writes to the file.
        await RunAsync(database, "CREATE TABLE t (a); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO t SELECT printf('%0300d', i) FROM n;");
        var before = await database.ScalarAsync("checksum(t.a)", Cancellation);
        if (!inside)
            await database.ExecuteAsync(Script($"PRAGMA journal_mode = {mode};", transactional: false), Cancellation);
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script($"{(inside ? $"PRAGMA journal_mode = {mode};" : "")} UPDATE t SET a = 'changed' || a;"), Cancellation);
        var journal = File.Exists(Database + "-journal");
        await database.RollbackAsync();

        Assert.AreEqual(before, await database.ScalarAsync("checksum(t.a)", Cancellation));
        Assert.IsTrue(journal, "nothing on the disk would take the step back after a kill");
        Assert.AreEqual("ok", SqliteFile.Scalar(Database, "PRAGMA integrity_check;"));
    }

    [TestMethod]
    public async Task SchemaThatCannotBeReadIsTakenBack()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(
            Script("CREATE TABLE a (x);\nPRAGMA writable_schema = ON;\nUPDATE sqlite_master SET sql = 'garbage' WHERE name = 'a';"), Cancellation));
        Assert.Contains("cannot read", failure.Message);
        await database.RollbackAsync();
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    [DataRow(true), DataRow(false)]
    public async Task FreshDatabaseOfAFailedRunHoldsNothingOfIt(bool transactional)
    {
        var text = "CREATE TABLE a (x);\nINSERT INTO nowhere VALUES (1);";
        var migration = new Migration
        {
            Version = MigrationVersion.Parse("0001"),
            Name = "a",
            ChainHash = TextHash.Of("0001"),
            Up = Script(text, transactional),
            Down = Script("DROP TABLE a;"),
        };
        var bundle = BundleReader.Read(BundleWriter.Write(new MigrationChain { Engine = "sqlite", Migrations = [migration] }, "0.1.0"), "test");
        await using (var database = await OpenAsync())
        {
            var report = await new Deployer(database, bundle, Options(), Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
            Assert.AreEqual(ExitCode.Failed, report.ExitCode);
        }
        // The journal of a run that is no single transaction is there before its first step.
        Assert.AreEqual(!transactional, File.Exists(Database));
        if (!transactional)
            Assert.AreEqual("migration_history", SqliteFile.Scalar(Database, "SELECT group_concat(name) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"));
    }

    [TestMethod]
    public async Task DatabaseDamagedInsideIsKeptByteForByteBeforeARestore()
    {
        SqliteFile.Run(Database, "CREATE TABLE t (a, b); CREATE INDEX i ON t (b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'row ' || i FROM n;");
        var digest = SqliteFile.Digest(Database);
        Snapshot snapshot;
        await using (var database = await OpenAsync())
            snapshot = await new SnapshotKeeper(database, "sqlite", Options(), Silence.Instance).CreateAsync(Cancellation);
        var bytes = await File.ReadAllBytesAsync(Database, Cancellation);
        Array.Fill(bytes, (byte)0xee, 8 * 4096, 4096);
        await File.WriteAllBytesAsync(Database, bytes, Cancellation);

        await using (var database = await OpenAsync(forRestore: true))
            Assert.IsNull(await new SnapshotKeeper(database, "sqlite", Options(), Silence.Instance).RestoreAsync(snapshot, Cancellation));

        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        var kept = Directory.GetFiles(Folder.Path, "shop.db.damaged-*").Single();
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(kept, Cancellation));
    }

    private DeploymentOptions Options() => new()
    {
        LockTimeout = TimeSpan.FromSeconds(20),
        SnapshotDirectory = Folder.File("snapshots"),
        ToolVersion = "0.1.0",
        Owner = "test@here",
    };
}
