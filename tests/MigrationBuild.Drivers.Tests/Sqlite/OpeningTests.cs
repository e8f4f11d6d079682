namespace MigrationBuild.Drivers.Tests.Sqlite;

[TestClass]
public sealed class OpeningTests : SqliteTests
{
    [TestMethod]
    [DataRow(":memory:")]
    [DataRow("Data Source=:memory:")]
    [DataRow("Data Source=x;Mode=Memory")]
    [DataRow("Data Source=")]
    [DataRow("  ")]
    public async Task DatabaseInMemoryIsRefused(string connection) => await RefusedAsync(connection);

    [TestMethod]
    public async Task NonsenseIsRefusedWithoutBeingRepeated()
    {
        Assert.DoesNotContain("s3cret", await RefusedAsync("Server=x;Pasword=s3cret"));
        Assert.DoesNotContain("s3cret", await RefusedAsync($"Data Source={Database};Password=s3cret"));
    }

    [TestMethod]
    public async Task ReadingWhatIsNotThereIsEmptyAndCreatesNothing()
    {
        await using (var database = await OpenAsync(readOnly: true))
        {
            Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
            Assert.IsNull(await database.ReadHistoryAsync(Cancellation));
            Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).RowCounts);
        }
        Assert.IsEmpty(Folder.Names());
    }

    [TestMethod]
    public async Task ReadOnlySessionChangesNothing()
    {
        SqliteFile.Run(Database, "CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        var bytes = await File.ReadAllBytesAsync(Database, Cancellation);
        await using (var database = await OpenAsync(readOnly: true))
        {
            await database.VerifyAsync(Script("SELECT count(*) FROM t;"), Cancellation);
            await Assert.ThrowsAsync<EngineException>(() => database.AppendHistoryAsync(HistoryTests.Row, Cancellation));
        }
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(Database, Cancellation));
        CollectionAssert.AreEqual(new[] { "shop.db" }, Folder.Names());
    }

    [TestMethod]
    public async Task FileCreatedForARunThatIsRolledBackIsGoneAgain()
    {
        await using (var database = await OpenAsync())
        {
            await using var held = await database.LockAsync(TimeSpan.FromSeconds(5), "me", Cancellation);
            await database.BeginAsync(Cancellation);
            await database.ExecuteAsync(Script("CREATE TABLE t (a);"), Cancellation);
            await database.RollbackAsync();
        }
        Assert.IsEmpty(Folder.Names());
    }

    [TestMethod]
    public async Task SessionThatWaitedForTheLockDoesNotWriteIntoADeletedFile()
    {
        var first = await OpenAsync();
        var held = await first.LockAsync(TimeSpan.FromSeconds(5), "first", Cancellation);
        await using (var second = await OpenAsync())
        {
            await held.DisposeAsync();
            await first.DisposeAsync();
            await using var taken = await second.LockAsync(TimeSpan.FromSeconds(5), "second", Cancellation);
            await RunAsync(second, "CREATE TABLE t (a);");
        }
        Assert.AreEqual("t", SqliteFile.Scalar(Database, "SELECT name FROM sqlite_master"));
        CollectionAssert.AreEqual(new[] { "shop.db" }, Folder.Names());
    }

    [TestMethod]
    public async Task EmptyFileIsAnEmptyDatabaseAndStays()
    {
        await File.WriteAllBytesAsync(Database, [], Cancellation);
        await using (var database = await OpenAsync())
            Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
        CollectionAssert.AreEqual(new[] { "shop.db" }, Folder.Names());
    }

    [TestMethod]
    public async Task FileThatIsNoDatabaseIsRefused()
    {
        await File.WriteAllTextAsync(Database, new string('x', 5000), Cancellation);
        Assert.Contains("not a SQLite database", await RefusedAsync(Database));
        Assert.Contains("not a SQLite database", await RefusedAsync(Database, readOnly: true));
    }

    [TestMethod]
    public async Task MissingFolderAndFolderAreRefused()
    {
        Assert.Contains("there is no folder", await RefusedAsync(Folder.File("nowhere/shop.db")));
        Assert.Contains("is a folder", await RefusedAsync(Folder.Path));
    }

    [TestMethod]
    public async Task ReadOnlyFileIsRefusedForWritingOnly()
    {
        SqliteFile.Run(Database, "CREATE TABLE t (a);");
        File.SetAttributes(Database, FileAttributes.ReadOnly);
        Assert.Contains("read-only", await RefusedAsync(Database));
        await using (var database = await OpenAsync(readOnly: true))
            Assert.IsFalse(await database.IsEmptyAsync(Cancellation));
        File.SetAttributes(Database, FileAttributes.Normal);
    }

    [TestMethod]
    public async Task ModeOfTheConnectionStringIsHeeded()
    {
        await RefusedAsync($"Data Source={Database};Mode=ReadWrite");
        await RefusedAsync($"Data Source={Database};Mode=ReadOnly");
    }

    [TestMethod]
    public async Task FoldersWithOddNamesWork()
    {
        var folder = Directory.CreateDirectory(Folder.File("a=b; 'ü' & #?%20")).FullName;
        var file = Path.Combine(folder, "shop;1.db");
        await using (var database = await OpenAsync(file))
            await RunAsync(database, "CREATE TABLE t (a);");
        Assert.IsTrue(File.Exists(file));
    }

    [TestMethod]
    public async Task TwoNamesOfOneDatabaseTakeOneLock()
    {
        SqliteFile.Run(Database, "CREATE TABLE t (a);");
        File.CreateSymbolicLink(Folder.File("link.db"), Database);
        Directory.CreateSymbolicLink(Folder.File("folder"), Folder.Path);
        await using var first = await OpenAsync();
        await using var held = await first.LockAsync(TimeSpan.FromSeconds(5), "first", Cancellation);
        foreach (var name in new[] { "link.db", "folder/shop.db", "folder/link.db" })
        {
            await using var second = await OpenAsync(Folder.File(name));
            await Assert.ThrowsAsync<Diagnostics.MigrationException>(() => second.LockAsync(TimeSpan.Zero, "second", Cancellation));
        }
    }

    [TestMethod]
    public async Task LockFilesAreGoneAfterwardsAndLeftoversDoNoHarm()
    {
        await File.WriteAllTextAsync(Database + "-deploy.lock", "", Cancellation);
        await File.WriteAllTextAsync(Database + "-deploy.owner", "somebody dead", Cancellation);
        await using (var database = await OpenAsync())
        {
            await using var held = await database.LockAsync(TimeSpan.Zero, "me", Cancellation);
            Assert.Contains("me (process", await File.ReadAllTextAsync(Database + "-deploy.owner", Cancellation));
        }
        Assert.IsEmpty(Folder.Names());
    }

    [TestMethod]
    public async Task HotJournalOfAKilledWriterIsRolledBackByAReader()
    {
        SqliteFile.Run(Database, "CREATE TABLE t (a); INSERT INTO t VALUES (1);");
        using (var writer = SqliteFile.Open(Database, "PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<5000) INSERT INTO t SELECT i FROM n;"))
        {
            File.Copy(Database, Folder.File("killed.db"));
            File.Copy(Database + "-journal", Folder.File("killed.db-journal"));
        }
        await using var database = await OpenAsync(Folder.File("killed.db"), readOnly: true);
        Assert.AreEqual("1", await database.ScalarAsync("rows(t)", Cancellation));
    }
}
