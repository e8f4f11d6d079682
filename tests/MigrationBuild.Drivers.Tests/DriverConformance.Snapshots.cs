namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task SnapshotRestoresSchemaAndRows()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        var state = await database.ReadStateAsync(Cancellation);
        var digest = DigestRows();
        var file = Folder.File("a snapshot.db");

        await database.WriteSnapshotAsync(file, null, Cancellation);
        await RunAsync(database, "DROP TABLE child; UPDATE parent SET name = 'changed'; CREATE TABLE other (a INTEGER);");
        await database.RestoreSnapshotAsync(file, null, Cancellation);

        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(state));
        if (await database.ReadSnapshotStateAsync(file, Cancellation) is { } kept)
            Assert.IsEmpty(kept.DifferencesFrom(state));
        Assert.AreEqual(digest, DigestRows());
        Assert.IsTrue(File.Exists(file));
    }

    [TestMethod]
    public async Task SnapshotInsideATransactionHasWhatWasBeforeIt()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        var state = await database.ReadStateAsync(Cancellation);
        var file = Folder.File("s.db");
        await database.BeginAsync(Cancellation);
        await database.WriteSnapshotAsync(file, null, Cancellation);
        await database.ExecuteAsync(Script("DELETE FROM child;"), Cancellation);
        await database.CommitAsync(Cancellation);
        await database.RestoreSnapshotAsync(file, null, Cancellation);
        Assert.IsEmpty((await database.ReadStateAsync(Cancellation)).DifferencesFrom(state));
    }

    [TestMethod]
    public async Task SnapshotOfAnEmptyDatabaseRestores()
    {
        await using var database = await OpenAsync();
        var file = Folder.File("s.db");
        await database.WriteSnapshotAsync(file, null, Cancellation);
        await RunAsync(database, ParentAndChild);
        await database.RestoreSnapshotAsync(file, null, Cancellation);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task FailedSnapshotLeavesNoFile()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        await File.WriteAllTextAsync(Folder.File("there.db"), "mine", Cancellation);
        var before = Folder.Names();
        await Assert.ThrowsExactlyAsync<IOException>(() => database.WriteSnapshotAsync(Folder.File("there.db"), null, Cancellation));
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.WriteSnapshotAsync(Folder.File("s.db"), null, new CancellationToken(true)));
        CollectionAssert.AreEqual(before, Folder.Names());
        Assert.AreEqual("mine", await File.ReadAllTextAsync(Folder.File("there.db"), Cancellation));
    }
}
