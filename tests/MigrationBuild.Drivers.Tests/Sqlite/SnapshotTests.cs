using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests.Sqlite;

[TestClass]
public sealed class SnapshotTests : SqliteTests
{
    private const string Rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'row ' || i FROM n;";

    private string Snapshot => Folder.File("s.snapshot");

    [TestMethod]
    public async Task SnapshotHasTheRowsThatAreOnlyInTheWriteAheadLog()
    {
        using var application = SqliteFile.Open(Database, $"PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t (a, b); {Rows}");
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);

        Assert.IsFalse(File.Exists(Snapshot + "-wal"));
        Assert.AreEqual(SqliteFile.Digest(Database), SqliteFile.Digest(Snapshot));
        Assert.AreEqual("delete", SqliteFile.Scalar(Snapshot, "PRAGMA journal_mode"));
    }

    [TestMethod]
    public async Task SnapshotWorksWhileAnotherConnectionReads()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        using var reader = SqliteFile.Open(Database, "BEGIN; SELECT count(*) FROM t;");
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        Assert.AreEqual("5000", SqliteFile.Scalar(Snapshot, "SELECT count(*) || '' FROM t"));
    }

    [TestMethod]
    [DataRow("DELETE", 4096, 4096)]
    [DataRow("WAL", 4096, 4096)]
    [DataRow("DELETE", 1024, 8192)]
    [DataRow("DELETE", 8192, 1024)]
    [DataRow("WAL", 1024, 8192)]
    [DataRow("WAL", 8192, 1024)]
    public async Task RestoreKeepsJournalModeAndIdentityOfTheFile(string mode, int snapshotPage, int databasePage)
    {
        var source = Folder.File("source.db");
        SqliteFile.Run(source, $"PRAGMA page_size={snapshotPage}; CREATE TABLE t (a, b); CREATE INDEX i ON t (b); {Rows}");
        await using (var database = await OpenAsync(source))
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        SqliteFile.Run(Database, $"PRAGMA page_size={databasePage}; PRAGMA journal_mode={mode}; CREATE TABLE big (a, b); {Rows.Replace("INTO t", "INTO big")} INSERT INTO big SELECT * FROM big;");
        File.CreateSymbolicLink(Folder.File("link.db"), Database);

        await using (var database = await OpenAsync(Folder.File("link.db")))
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);

        Assert.AreEqual(SqliteFile.Digest(source), SqliteFile.Digest(Database));
        Assert.AreEqual(mode.ToLowerInvariant(), SqliteFile.Scalar(Database, "PRAGMA journal_mode"));
        Assert.AreEqual("ok", SqliteFile.Scalar(Database, "PRAGMA integrity_check"));
    }

    [TestMethod]
    public async Task RestoreIsNotUndoneByAStaleWriteAheadLog()
    {
        SqliteFile.Run(Database, $"PRAGMA journal_mode=WAL; CREATE TABLE t (a, b); {Rows}");
        var digest = SqliteFile.Digest(Database);
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        // A killed application leaves its log.
        using (var application = SqliteFile.Open(Database, "PRAGMA wal_autocheckpoint=0; DELETE FROM t;"))
        {
            File.Copy(Database, Folder.File("killed.db"));
            File.Copy(Database + "-wal", Folder.File("killed.db-wal"));
        }

        await using (var database = await OpenAsync(Folder.File("killed.db")))
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);

        Assert.AreEqual(digest, SqliteFile.Digest(Folder.File("killed.db")));
    }

    [TestMethod]
    public async Task RestoreWaitsForAReaderAndThenFailsWithoutAChange()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        await using var database = await OpenAsync(lockTimeoutMs: 300);
        await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        await RunAsync(database, "DELETE FROM t WHERE a > 10;");
        var digest = SqliteFile.Digest(Database);
        using (SqliteFile.Open(Database, "BEGIN; SELECT count(*) FROM t;"))
        {
            var busy = await Assert.ThrowsAsync<EngineException>(() => database.RestoreSnapshotAsync(Snapshot, null, Cancellation));
            Assert.AreEqual("SQLITE_BUSY", busy.Code);
        }
        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);
        Assert.AreEqual("5000", await database.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    public async Task CancelledRestoreChangesNothing()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows} {Rows}");
        await using var database = await OpenAsync();
        await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        await RunAsync(database, "DELETE FROM t WHERE a > 10;");
        var digest = SqliteFile.Digest(Database);
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => database.RestoreSnapshotAsync(Snapshot, new CancelAtFirstReport(cancel), cancel.Token));
        Assert.AreEqual(digest, SqliteFile.Digest(Database));
    }

    [TestMethod]
    [DataRow("DELETE")]
    [DataRow("WAL")]
    public async Task RestoreThatIsKilledLeavesTheOldContent(string mode)
    {
        SqliteFile.Run(Database, $"PRAGMA journal_mode={mode}; CREATE TABLE t (a, b); {Rows} UPDATE t SET b = randomblob(2500);");
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        SqliteFile.Run(Database, "UPDATE t SET b = randomblob(2500);");
        var digest = SqliteFile.Digest(Database);
        using (var process = SecondProcess.Start("die-in-restore", "sqlite", Database, Snapshot))
        {
            await process.WaitForExitAsync(Cancellation);
            Assert.AreNotEqual(0, process.ExitCode);
        }
        // The test would prove nothing if the killed process had not come to writing.
        Assert.IsTrue(File.Exists(Database + (mode == "WAL" ? "-wal" : "-journal")));

        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        await using (var database = await OpenAsync())
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);
        Assert.AreEqual(SqliteFile.Digest(Snapshot), SqliteFile.Digest(Database));
    }

    [TestMethod]
    public async Task CommitWaitsForAReaderAndCanBeTakenBack()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        await using var database = await OpenAsync(lockTimeoutMs: 300);
        using (SqliteFile.Open(Database, "BEGIN; SELECT count(*) FROM t;"))
        {
            await database.BeginAsync(Cancellation);
            await database.ExecuteAsync(Script("DELETE FROM t;"), Cancellation);
            var busy = await Assert.ThrowsExactlyAsync<EngineException>(() => database.CommitAsync(Cancellation));
            Assert.Contains("keeps reading", busy.Message);
            await database.RollbackAsync();
        }
        Assert.AreEqual("5000", await database.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task DamagedDatabaseIsReplacedAndKept(bool withLog)
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        var digest = SqliteFile.Digest(Database);
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        await File.WriteAllTextAsync(Database, new string('x', 9000), Cancellation);
        if (withLog)
            await File.WriteAllTextAsync(Database + "-journal", "a leftover", Cancellation);

        await using (var database = await OpenAsync(forRestore: true))
        {
            await using var held = await database.LockAsync(TimeSpan.Zero, "me", Cancellation);
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);
        }

        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        var kept = Folder.Names().Where(name => name.StartsWith("shop.db.damaged-", StringComparison.Ordinal)).ToList();
        Assert.IsNotEmpty(kept);
        Assert.IsFalse(File.Exists(Database + "-journal"));
        Assert.AreEqual(9000, new FileInfo(Folder.File(kept[0])).Length);
    }

    [TestMethod]
    public async Task LogOfADamagedDatabaseIsNotPlayedIntoWhatReplacesIt()
    {
        SqliteFile.Run(Database, $"PRAGMA journal_mode=WAL; CREATE TABLE t (a, b); {Rows}");
        var digest = SqliteFile.Digest(Database);
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        // The first page is not in its log, so that the engine finds no database; and with the application there, it leaves the log where it is.
        using var application = SqliteFile.Open(Database, "PRAGMA wal_autocheckpoint=0; UPDATE t SET b = 'changed' WHERE a = 2500;");
        using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            file.Write(new byte[100]);

        await using (var database = await OpenAsync(forRestore: true))
        {
            await using var held = await database.LockAsync(TimeSpan.Zero, "me", Cancellation);
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);
        }

        Assert.AreEqual(digest, SqliteFile.Digest(Database));
        Assert.IsTrue(Folder.Names().Any(name => name.StartsWith("shop.db.damaged-", StringComparison.Ordinal) && name.EndsWith("-wal", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task EmptyFileIsRestored()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        await using (var database = await OpenAsync())
            await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        await File.WriteAllBytesAsync(Database, [], Cancellation);
        await using (var database = await OpenAsync())
            await database.RestoreSnapshotAsync(Snapshot, null, Cancellation);
        Assert.AreEqual(SqliteFile.Digest(Snapshot), SqliteFile.Digest(Database));
    }

    [TestMethod]
    public async Task DamagedOrMissingSnapshotIsRefused()
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        await using var database = await OpenAsync();
        await RefusedAsync(database, "MB6022");
        await File.WriteAllBytesAsync(Snapshot, [], Cancellation);
        await RefusedAsync(database, "MB6021");
        await File.WriteAllBytesAsync(Snapshot, (await File.ReadAllBytesAsync(Database, Cancellation))[..20480], Cancellation);
        await RefusedAsync(database, "MB6021");
        Assert.AreEqual("5000", await database.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    [DataRow("emptied")]
    [DataRow("cut")]
    [DataRow("overwritten")]
    [DataRow("exchanged")]
    public async Task CopyThatIsNotTheDatabaseIsNoSnapshot(string how)
    {
        SqliteFile.Run(Database, $"CREATE TABLE t (a, b); {Rows}");
        await using var database = await OpenAsync();
        var before = Folder.Names();
        var partial = Snapshot + ".partial";
        var spoil = new SpoilAtTheEnd(() =>
        {
            using var file = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            // An empty file is a sound database for the engine's own check.
            if (how == "emptied")
                file.SetLength(0);
            else if (how == "cut")
                file.SetLength(file.Length / 2);
            else
                Overwrite(file, how == "exchanged");
        });

        await Assert.ThrowsExactlyAsync<IOException>(() => database.WriteSnapshotAsync(Snapshot, spoil, Cancellation));

        CollectionAssert.AreEqual(before, Folder.Names());

        // Pages of nonsense, or the first page with another column in the same number of bytes.
        static void Overwrite(FileStream file, bool schemaOnly)
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            if (schemaOnly)
                "(c, b)"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("(a, b)"u8)));
            else
                Array.Fill(bytes, (byte)0x5a, 4096, 8192);
            file.Position = 0;
            file.Write(bytes);
        }
    }

    [TestMethod]
    public async Task SnapshotIsNoMoreOpenThanTheDatabase()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("rights of files are those of the folder there");
            return;
        }
        SqliteFile.Run(Database, "CREATE TABLE t (a);");
        File.SetUnixFileMode(Database, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var database = await OpenAsync();
        await database.WriteSnapshotAsync(Snapshot, null, Cancellation);
        Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Snapshot));
    }

    private async Task RefusedAsync(IDatabase database, string code)
    {
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => database.RestoreSnapshotAsync(Snapshot, null, Cancellation));
        Assert.AreEqual(code, refused.Diagnostic.Descriptor.Code);
    }
}
