using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>What a script or another session may do without anything being lost.</summary>
public abstract partial class DriverConformance
{
    [TestMethod]
    [DataRow("DELETE FROM migration_history;", 0)]
    [DataRow("DROP TABLE migration_history;", 0)]
    [DataRow("UPDATE migration_history SET note = 'mine';", 0)]
    [DataRow("DELETE FROM migration_history;", 12)]
    public async Task ScriptThatChangesTheHistoryIsTakenBack(string sql, int outside)
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "5");
        var before = await CaptureAsync();

        var report = await DeployAsync(WithUp(DeploymentChain.Bundle(Driver.Engine, outside: outside), 12, sql), Direction.Up, "head");

        Assert.AreEqual(RunOutcome.Failed, report.Outcome);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode);
        Assert.AreEqual(Descriptors.HistoryChanged, report.Diagnostics[0].Descriptor);
        Assert.Contains("0012_archive.up.sql", report.Diagnostics[0].Location!.File);
        await AssertIsAsync(before);
        Assert.AreEqual(5, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task HistoryThatSomebodyEmptiedIsNotTakenForTheBase()
    {
        // Such is a database that was copied without its rows, too.
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "5");
        await using (var database = await OpenAsync())
            await RunAsync(database, "DELETE FROM migration_history;");
        var before = await CaptureAsync();

        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(bundle, Direction.Up, "head"));

        Assert.AreEqual(Descriptors.HistoryMissing, refused.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Refused, refused.ExitCode);
        await AssertIsAsync(before);
        await using (var database = await OpenAsync())
            await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("5", "looked at it", Cancellation);
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task StampAtTheBaseMakesATableOfOthersAcceptable()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await using (var database = await OpenAsync())
        {
            await RunAsync(database, ParentAndChild);
            var report = await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("base", "tables of another tool", Cancellation);
            Assert.AreEqual(RunOutcome.Applied, report.Outcome);
            report = await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("base", null, Cancellation);
            Assert.AreEqual(RunOutcome.UpToDate, report.Outcome);
        }
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task StampFillsAHoleAndTheVersionIsThatOfTheChain()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "5");
        await using (var database = await OpenAsync())
            await RunAsync(database, "DELETE FROM migration_history WHERE version = '0003';");
        Assert.AreEqual(PositionKind.Hole, (await PositionAsync()).Kind);
        await using (var database = await OpenAsync())
        {
            var report = await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("5", "it is there", Cancellation);
            Assert.AreEqual("0005", report.ToVersion);
        }
        var position = await PositionAsync();
        Assert.AreEqual("0005", position.CurrentVersion);
        Assert.AreEqual("0005", position.State.Applied[^1].Version);
        AssertDone(await DeployAsync(bundle, Direction.Down, "base"), RunOutcome.RolledBack);
    }

    [TestMethod]
    [DataRow("+1"), DataRow("-1")]
    public async Task StampNeedsANamedPlace(string target)
    {
        // How far a step counts from is not known where the history is not in order, which is when one stamps.
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "5");
        await using var database = await OpenAsync();
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(
            () => new Deployer(database, bundle, Options(), Silence.Instance).StampAsync(target, null, Cancellation));
        Assert.AreEqual(Descriptors.UnknownTarget, refused.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Usage, refused.ExitCode);
    }

    [TestMethod]
    public async Task RestoreStopsWhereSomebodyHasWrittenSinceTheMark()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        await database.WriteSnapshotAsync(Folder.File("s.snapshot"), null, Cancellation);
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        await RunAsync(database, "DELETE FROM child;");
        await using (var other = await OpenAsync())
            await RunAsync(other, "INSERT INTO parent (id, name) VALUES (9, 'new');");

        var busy = await Assert.ThrowsExactlyAsync<EngineException>(
            () => database.RestoreSnapshotUnlessChangedAsync(Folder.File("s.snapshot"), mark, null, Cancellation));

        Assert.AreEqual(EngineTrouble.Busy, busy.Trouble);
        Assert.AreEqual("4", await database.ScalarAsync("rows(parent)", Cancellation));
    }

    [TestMethod]
    public async Task RestoreOfASnapshotThatSomebodyAlteredIsRefused()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a TEXT); INSERT INTO t (a) VALUES ('the true text');");
        var keeper = new SnapshotKeeper(database, Driver.Engine, Options(), Silence.Instance);
        var snapshot = await keeper.CreateAsync(Cancellation);
        var bytes = await File.ReadAllBytesAsync(snapshot.File, Cancellation);
        // As sound as before for the engine and its programs.
        "the odd  text"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("the true text"u8)));
        await File.WriteAllBytesAsync(snapshot.File, bytes, Cancellation);
        await RunAsync(database, "INSERT INTO t (a) VALUES ('and more');");
        var before = await CaptureAsync();

        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => keeper.RestoreAsync(snapshot, Cancellation));

        Assert.AreEqual((Descriptors.SnapshotDamaged, ExitCode.Refused), (refused.Diagnostic.Descriptor, refused.ExitCode));
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task RestoreNeverGoesOnWithoutACopyOfWhatIsThereNow()
    {
        await using var database = await OpenAsync(lockTimeout: Short);
        await RunAsync(database, ParentAndChild);
        var keeper = new SnapshotKeeper(database, Driver.Engine, Options(), Silence.Instance);
        var snapshot = await keeper.CreateAsync(Cancellation);
        await RunAsync(database, "DELETE FROM child;");
        var before = await CaptureAsync();
        await using var writer = await OpenAsync();
        await writer.BeginAsync(Cancellation);

        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => keeper.RestoreAsync(snapshot, Cancellation));

        Assert.AreEqual(ExitCode.LockBusy, refused.ExitCode);
        await writer.RollbackAsync();
        await AssertIsAsync(before);
    }

    internal static Bundle WithUp(Bundle bundle, int number, string sql)
    {
        var migrations = bundle.Chain.Migrations.ToList();
        var up = migrations[number - 1].Up;
        migrations[number - 1] = migrations[number - 1] with { Up = up with { Text = sql, Hash = Scripts.TextHash.Of(sql) } };
        return BundleReader.Read(BundleWriter.Write(bundle.Chain with { Migrations = migrations }, "0.1.0"), "test");
    }
}
