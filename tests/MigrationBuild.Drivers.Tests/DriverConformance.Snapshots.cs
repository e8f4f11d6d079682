using MigrationBuild.Deployment;

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

    [TestMethod]
    public async Task WhatAKilledSnapshotLeftIsRemovedByTheNextOneAndNothingElse()
    {
        var directory = Directory.CreateDirectory(Folder.File("snapshots")).FullName;
        foreach (var name in new[] { "killed.snapshot", "killed.snapshot.partial", "killed.snapshot.json.partial", "killed.snapshot.claim", "done.snapshot", "done.snapshot.json", "done.snapshot.claim", "working.snapshot.partial", "somebody.txt" })
            await File.WriteAllTextAsync(Path.Combine(directory, name), "", Cancellation);
        await using var claim = new FileStream(Path.Combine(directory, "working.snapshot.claim"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        await using var database = await OpenAsync();

        var made = await new SnapshotStore(directory).CreateAsync(database, Driver.Engine, null, null, Silence.Instance, Cancellation);

        CollectionAssert.AreEquivalent(
            new[] { "done.snapshot", "done.snapshot.json", "working.snapshot.partial", "working.snapshot.claim", "somebody.txt", made.Name, made.Name + ".json" },
            Directory.GetFiles(directory).Select(Path.GetFileName).ToArray());
    }
}
