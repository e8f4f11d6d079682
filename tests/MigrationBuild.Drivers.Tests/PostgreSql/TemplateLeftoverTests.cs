using MigrationBuild.PostgreSql.Snapshots;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What a killed process leaves of a template copy is removed, and nothing of anybody else.</summary>
[TestClass]
public sealed class TemplateLeftoverTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [TestMethod]
    public async Task A_killed_template_copy_is_removed_by_the_next_one()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var before = await database.LookAsync();
        await database.Inner.Connection.CloseAsync();
        using (var process = SecondProcess.Start("die-in-template", database.Inner.ConnectionString, database.File))
            await process.WaitForExitAsync();
        Assert.HasCount(1, await database.CopiesAsync());
        Assert.AreEqual(before, await database.LookAsync());

        await database.Snapshots(new() { Method = SnapshotMethod.Template }).WriteAsync(database.File, null, None);
        Assert.Contains("_mb_snap_", (await database.CopiesAsync()).Single());
        CollectionAssert.AreEqual(new[] { "copy.snapshot" }, database.Folder.Names());
    }

    [TestMethod]
    public async Task A_killed_template_restore_leaves_database_and_copy_and_the_next_one_cleans_up()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var content = await database.LookAsync();
        await database.Snapshots(new() { Method = SnapshotMethod.Template, ReadState = SnapshotDatabase.ReadStateAsync }).WriteAsync(database.File, null, None);
        var kept = (await database.CopiesAsync()).Single();
        await database.RuinAsync();
        var before = await database.LookAsync();
        await database.Inner.Connection.CloseAsync();
        using (var process = SecondProcess.Start("die-in-template-restore", database.Inner.ConnectionString, database.File))
            await process.WaitForExitAsync();
        Assert.HasCount(2, await database.CopiesAsync());
        Assert.AreEqual(before, await database.LookAsync());

        var restored = await database.Snapshots(new() { ReadState = SnapshotDatabase.ReadStateAsync }).RestoreAsync(database.File, null, None);
        Assert.AreEqual(content, await database.LookAsync());
        CollectionAssert.AreEquivalent(new[] { kept, restored.Previous }, await database.CopiesAsync());
    }

    [TestMethod]
    [DataRow("_mb_new_0123abcd"), DataRow("_mb_new_0123abcd0"), DataRow("_mb_new_mine")]
    public async Task A_database_of_somebody_whose_name_looks_like_a_copy_s_is_left_alone(string ending)
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        var other = database.Inner.Name + ending;
        await TestDatabase.OnServerAsync($"CREATE DATABASE \"{other}\"");
        await database.Snapshots(new() { Method = SnapshotMethod.Template }).WriteAsync(database.File, null, None);
        Assert.Contains(other, await database.CopiesAsync());
    }

    [TestMethod]
    public async Task The_next_deployment_that_has_the_lock_removes_what_a_killed_one_left_and_nothing_of_others()
    {
        await using var database = await SnapshotDatabase.CreateAsync();
        await database.Inner.Connection.CloseAsync();
        using (var process = SecondProcess.Start("die-in-template", database.Inner.ConnectionString, database.File))
            await process.WaitForExitAsync();
        var (replaced, other) = (database.Inner.Name + "_mb_old_0123abcd", database.Inner.Name + "_mb_old_4567abcd");
        await TestDatabase.OnServerAsync($"CREATE DATABASE \"{replaced}\" CONNECTION LIMIT {CopyNames.Mark(replaced, database.Inner.Name)}");
        await TestDatabase.OnServerAsync($"CREATE DATABASE \"{other}\"");
        Assert.HasCount(3, await database.CopiesAsync());

        await using (var opened = await new MigrationBuild.PostgreSql.PostgreSqlDriver().OpenAsync(new ConnectionRequest(database.Inner.ConnectionString, false, TimeSpan.FromMinutes(1)), None))
            await (await opened.LockAsync(TimeSpan.FromMinutes(1), "test@here", None)).DisposeAsync();

        CollectionAssert.AreEqual(new[] { other }, (await database.CopiesAsync()).ToArray());
    }
}
