using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Crashes;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

// Runs that die, at each call that changes something: the next one finds out what is in effect, and goes on or goes back.
public abstract partial class DriverConformance
{
    [TestMethod]
    [DataRow(0, false), DataRow(0, true), DataRow(Outside, false), DataRow(Outside, true)]
    public async Task WhereverARunDiesTheNextOneGoesOn(int outside, bool afterwards)
    {
        var bundle = await CrashBundleAsync(outside);
        await DeployAsync(bundle, Direction.Up, "5");
        var before = await CaptureAsync();
        for (var call = FirstCall(afterwards); ; call += CrashStride)
        {
            var diedAt = await DieAsync(bundle, Direction.Up, "8", call, afterwards);
            if (diedAt is null)
                break;
            await AssertStatusIsReadableAsync();
            AssertReached(await DeployAsync(bundle, Direction.Up, "8"), $"{diedAt} ({call})");
            await AssertEachRanOnceAsync(bundle, 8, $"{diedAt} ({call})");
            AssertDone(await DeployAsync(bundle, Direction.Down, "5"), RunOutcome.RolledBack);
            await AssertIsAsync(before);
        }
    }

    // Its down script outside a transaction leaves the way back to the snapshot.
    [TestMethod]
    [DataRow(false, false), DataRow(false, true), DataRow(true, false), DataRow(true, true)]
    public async Task WhereverARunDiesTheNextOneGoesBackIfToldTo(bool afterwards, bool byDownScripts)
    {
        var bundle = byDownScripts ? await StepsBackBundleAsync(failing: 0) : await CrashBundleAsync(Outside);
        await DeployAsync(bundle, Direction.Up, "5");
        var before = await CaptureAsync();
        var back = Options() with { OnCrash = CrashPolicy.Rollback };
        for (var call = FirstCall(afterwards); ; call += CrashStride)
        {
            if (await DieAsync(bundle, Direction.Up, "8", call, afterwards) is not { } diedAt)
                break;
            var report = await DeployAsync(bundle, Direction.Up, "8", back);
            if (report.Outcome != RunOutcome.Failed)
            {
                AssertReached(report, $"{diedAt} ({call}): nothing was in effect, so the run goes on");
                AssertDone(await DeployAsync(bundle, Direction.Down, "5"), RunOutcome.RolledBack);
                continue;
            }
            Assert.AreEqual(ExitCode.Failed, report.ExitCode, $"{diedAt} ({call}): {string.Join('\n', report.Diagnostics)}");
            Assert.AreEqual(Descriptors.RunDied, report.Diagnostics[0].Descriptor);
            await AssertIsAsync(before);
            Assert.AreEqual(5, (await PositionAsync()).AppliedCount, $"{diedAt} ({call})");
            AssertDone(await DeployAsync(bundle, Direction.Up, "8"), RunOutcome.Applied);
            AssertDone(await DeployAsync(bundle, Direction.Down, "5"), RunOutcome.RolledBack);
        }
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public async Task WhereverTheWayBackDiesTheNextRunGoesOn(bool afterwards)
    {
        var good = await CrashBundleAsync(Outside);
        await DeployAsync(good, Direction.Up, "5");
        var failing = DeploymentChain.Bundle(Driver.Engine, 8, 0, Outside).With(good.Proof!);
        for (var call = FirstCall(afterwards); ; call += CrashStride)
        {
            if (await DieAsync(failing, Direction.Up, "8", call, afterwards) is not { } diedAt)
                break;
            var report = await DeployAsync(good, Direction.Up, "8");
            AssertReached(report, $"{diedAt} ({call})");
            await AssertEachRanOnceAsync(good, 8, $"{diedAt} ({call})");
            AssertDone(await DeployAsync(good, Direction.Down, "5"), RunOutcome.RolledBack);
        }
    }

    [TestMethod]
    public async Task WithoutAProofAStepOfUnknownStateStopsTheNextRunAndARollbackRestoresTheSnapshot()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: Outside);
        await DeployAsync(bundle, Direction.Up, "6");
        var before = await CaptureAsync();
        await DieAtAsync(bundle, nameof(IDatabase.ExecuteAsync), afterwards: true);
        var stopped = await DeployAsync(bundle, Direction.Up, "head");
        Assert.AreEqual(ExitCode.NeedsPerson, stopped.ExitCode);
        Assert.AreEqual(Descriptors.InterruptedStep, stopped.Diagnostics[0].Descriptor);
        Assert.Contains("up 0007 audit", stopped.Diagnostics[0].Message);
        Assert.Contains("snapshot restore", string.Join('\n', stopped.Recovery.SelectMany(r => r.Commands)));
        var back = await DeployAsync(bundle, Direction.Up, "head", Options() with { OnCrash = CrashPolicy.Rollback });
        Assert.AreEqual(ExitCode.Failed, back.ExitCode, string.Join('\n', back.Diagnostics));
        await AssertIsAsync(before);
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task WithoutProofAndSnapshotARollbackSaysWhatAPersonCanDo()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: Outside);
        await DeployAsync(bundle, Direction.Up, "6");
        await DieAtAsync(bundle, nameof(IDatabase.ExecuteAsync), afterwards: true, Options() with { Snapshots = SnapshotPolicy.Never });
        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { OnCrash = CrashPolicy.Rollback });
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        CollectionAssert.AreEqual(new[] { "migrationbuild status", "migrationbuild stamp 0007 --yes", "migrationbuild stamp 0006 --yes" }, report.Recovery.SelectMany(r => r.Commands).ToArray());
    }

    [TestMethod]
    public async Task DeadRunIsToldStepByStep()
    {
        var bundle = await CrashBundleAsync(Outside);
        await DeployAsync(bundle, Direction.Up, "5");
        await DieAtAsync(bundle, nameof(IDatabase.ExecuteAsync), afterwards: false, skip: 1);
        var run = await OpenRunAsync();
        Assert.AreEqual("0005", run!.From);
        Assert.AreEqual("0012", run.Plan!.To);
        CollectionAssert.AreEqual(
            new[] { StepState.Done, StepState.Unknown, StepState.NotStarted, StepState.NotStarted, StepState.NotStarted, StepState.NotStarted, StepState.NotStarted },
            run.Steps.Select(s => s.State).ToArray());
        Assert.IsTrue(File.Exists(run.Snapshot));
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        Assert.IsNull(await OpenRunAsync());
    }

    [TestMethod]
    public async Task DeadRunOfOneTransactionLeavesNothingInEffect()
    {
        var bundle = await CrashBundleAsync(outside: 0);
        await DeployAsync(bundle, Direction.Up, "5");
        await DieAtAsync(bundle, nameof(IDatabase.CommitAsync), afterwards: false);
        Assert.IsTrue((await OpenRunAsync())!.Steps.All(s => s.State == StepState.InTransaction));
        await DeployAsync(bundle, Direction.Up, "6");
        await DieAtAsync(bundle, nameof(IDatabase.CommitAsync), afterwards: true);
        Assert.IsNull(await OpenRunAsync(), "its end is in its transaction");
    }

    [TestMethod]
    public async Task RunThatDiesOnAnEmptyDatabaseLeavesItEmpty()
    {
        var bundle = await CrashBundleAsync(outside: 0);
        await DieAtAsync(bundle, nameof(IDatabase.CommitAsync), afterwards: false);
        await using var database = await OpenAsync(readOnly: true);
        Assert.IsNull(await database.ReadHistoryAsync(Cancellation));
    }

    [TestMethod]
    public async Task LockHolderIsNamedToWhoeverAsks()
    {
        await using var other = await OpenAsync();
        await using var database = await OpenAsync();
        Assert.IsNull(await database.FindLockHolderAsync(Cancellation));
        await using (await other.LockAsync(Long, "the other", Cancellation))
            Assert.Contains("the other", (await database.FindLockHolderAsync(Cancellation))!);
        Assert.IsNull(await database.FindLockHolderAsync(Cancellation));
    }

    /// <summary>Of the calls that a run can die at, only each of this many is tried: eng/faults.cs tries them all, in real processes.</summary>
    protected abstract int CrashStride { get; }

    // Where not all are tried, not the same ones before and after the call.
    private int FirstCall(bool afterwards) => afterwards ? 1 + CrashStride / 2 : 1;

    private async Task<Bundle> CrashBundleAsync(int outside) => await ProveAsync(DeploymentChain.Bundle(Driver.Engine, outside: outside));

    private Task<string?> DieAsync(Bundle bundle, Direction direction, string target, int call, bool afterwards) =>
        DieAsync(bundle, direction, target, null, call, afterwards, Options());

    private Task DieAtAsync(Bundle bundle, string method, bool afterwards, DeploymentOptions? options = null, int skip = 0) =>
        DieAsync(bundle, Direction.Up, "head", method, skip + 1, afterwards, options ?? Options());

    private async Task<string?> DieAsync(Bundle bundle, Direction direction, string target, string? method, int call, bool afterwards, DeploymentOptions options)
    {
        await using var inner = await OpenAsync();
        var dying = DyingDatabase.Around(inner, method, call, afterwards);
        try
        {
            await new Deployer(dying, bundle, options, Silence.Instance).RunAsync(direction, target, Cancellation);
        }
        catch (EngineException)
        {
            // It is dead.
        }
        return ((DyingDatabase)(object)dying).DiedAt;
    }

    private async Task<OpenRun?> OpenRunAsync()
    {
        await using var database = await OpenAsync(readOnly: true);
        return OpenRun.Find(await database.ReadHistoryAsync(Cancellation));
    }

    private async Task AssertStatusIsReadableAsync()
    {
        if (await OpenRunAsync() is { } run)
            Assert.AreNotEqual("", OpenRunWords.Of(run) + OpenRunWords.Progress(run));
    }

    private static void AssertReached(RunReport report, string message) =>
        Assert.AreEqual(ExitCode.Done, report.ExitCode, $"{message}: {string.Join('\n', report.Diagnostics)}");

    private async Task AssertEachRanOnceAsync(Bundle bundle, int count, string message)
    {
        Assert.AreEqual(count, (await PositionAsync()).AppliedCount, message);
        await using var database = await OpenAsync(readOnly: true);
        var drift = await new Deployment.Drift.SchemaGuard(database, bundle, await PositionAsync(), _ => { }).FindAsync(Cancellation);
        Assert.IsTrue(drift!.IsNone, $"{message}: {drift.Facts}");
        Assert.AreEqual("1", await database.ScalarAsync("SELECT count(*) FROM orders WHERE id = 4", Cancellation), message);
    }
}
