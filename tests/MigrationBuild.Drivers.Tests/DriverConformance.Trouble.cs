using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

// What the engine, the network or the disk does at the worst moment.
public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task CommitThatSaysItFailedButDidNotIsFoundInTheHistory()
    {
        var report = await DeployWithTroubleAsync(nameof(IDatabase.CommitAsync), async commit =>
        {
            await commit();
            throw new EngineException("the connection was cut", null);
        });
        AssertDone(report, RunOutcome.Applied);
        Assert.AreEqual(DeploymentChain.Length, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task CommitThatFailedIsTakenBack()
    {
        var before = await CaptureAsync();
        var report = await DeployWithTroubleAsync(nameof(IDatabase.CommitAsync), _ => throw new EngineException("the disk is full", null));
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task RollbackThatFailsNeedsAPersonAndSaysWhatToRun()
    {
        var report = await DeployWithTroubleAsync(nameof(IDatabase.RollbackAsync), _ => throw new EngineException("the connection was cut", null), failingStep: 5, SnapshotPolicy.Always);
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        Assert.AreEqual(Descriptors.StepFailed, report.Diagnostics[0].Descriptor);
        Assert.AreEqual(Descriptors.NotRolledBack, report.Diagnostics[1].Descriptor);
        Assert.Contains($"snapshot restore \"{report.Snapshot!.File}\"", string.Join('\n', report.Recovery.SelectMany(r => r.Commands)));
    }

    // Whatever the engine says of its rollback: what is there is looked at.
    [TestMethod]
    public async Task RollbackThatTookNothingBackIsSeenAndTheSnapshotRestored()
    {
        var before = await CaptureAsync();
        var isGoingBack = false;
        await using (var inner = await OpenAsync())
        {
            var troubled = TroubledDatabase.Around(inner, nameof(IDatabase.RollbackAsync), async rollback =>
            {
                await rollback();
                if (!isGoingBack)
                    return;
                isGoingBack = false;
                await inner.BeginAsync(Cancellation);
                await inner.ExecuteAsync(Script("CREATE TABLE left_over (a int)"), Cancellation);
                await inner.CommitAsync(Cancellation);
            });
            var report = await new Deployer(troubled, DeploymentChain.Bundle(Driver.Engine, failingStep: 5), Options() with { Snapshots = SnapshotPolicy.Always }, new Silence(onRollingBack: _ => isGoingBack = true))
                .RunAsync(Direction.Up, "head", Cancellation);
            Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
            Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        }
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task HistoryRowThatCannotBeWrittenTakesItsStepBack()
    {
        var before = await CaptureAsync();
        var report = await DeployWithTroubleAsync(nameof(IDatabase.AppendHistoryAsync), _ => throw new EngineException("the disk is full", null));
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task EndOfARunThatCannotBeWrittenIsAWarningAndFoundOutByTheNextRun()
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "2");
        var before = await CaptureAsync();
        var failed = false;
        var warnings = new List<Diagnostic>();
        await using (var inner = await OpenAsync())
        {
            var troubled = TroubledDatabase.Around(inner, nameof(IDatabase.AppendHistoryAsync), call => failed ? throw new EngineException("the disk is full", null) : call());
            var observer = new Silence(onWarning: warnings.Add, onRollingBack: _ => failed = true);
            var report = await new Deployer(troubled, DeploymentChain.Bundle(Driver.Engine, failingStep: 5), Options(), observer).RunAsync(Direction.Up, "head", Cancellation);
            Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        }
        Assert.AreEqual(Descriptors.JournalNotWritten, warnings.Single().Descriptor);
        await AssertIsAsync(before);
        Assert.IsNotNull(await OpenRunAsync());
        AssertDone(await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "head"), RunOutcome.Applied);
        Assert.IsNull(await OpenRunAsync());
    }

    [TestMethod]
    public async Task RestoreThatFailsIsToldAsSuch()
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "2");
        await using var inner = await OpenAsync();
        var snapshot = await new SnapshotKeeper(inner, Driver.Engine, Options(), Silence.Instance).CreateAsync(Cancellation);
        var before = await CaptureAsync();
        var troubled = TroubledDatabase.Around(inner, nameof(IDatabase.RestoreSnapshotUnlessChangedAsync), _ => throw new EngineException("the disk is full", null));
        var failure = await Assert.ThrowsExactlyAsync<MigrationException>(
            () => new SnapshotKeeper(troubled, Driver.Engine, Options(), Silence.Instance).RestoreAsync(snapshot, Cancellation));
        Assert.AreEqual(Descriptors.RestoreFailed, failure.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Failed, failure.ExitCode);
        await AssertIsAsync(before);
    }

    private async Task<RunReport> DeployWithTroubleAsync(string method, Func<Func<Task>, Task> trouble, int failingStep = 0, SnapshotPolicy snapshots = SnapshotPolicy.Auto)
    {
        await using var inner = await OpenAsync();
        var troubled = TroubledDatabase.Around(inner, method, trouble);
        return await new Deployer(troubled, DeploymentChain.Bundle(Driver.Engine, failingStep), Options() with { Snapshots = snapshots }, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
    }
}
