using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;

namespace MigrationBuild.Drivers.Tests;

// The way back by down scripts that the build proved, of a run whose steps are in effect one by one.
public abstract partial class DriverConformance
{
    // 0007 runs outside a transaction, and with it the run is no single transaction; 0009 fails.
    private const int Outside = 7;
    private const int Failing = 9;

    [TestMethod]
    [DataRow(SnapshotPolicy.Auto), DataRow(SnapshotPolicy.Never)]
    public async Task ProvenDownStepsTakeBackWhatIsInEffect(SnapshotPolicy snapshots)
    {
        var (bundle, before) = await PrepareStepsBackAsync();
        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { Snapshots = snapshots });
        AssertTakenBack(report, Failing, "up");
        Assert.Contains("down steps run", report.Diagnostics[1].Message);
        await AssertIsAsync(before);
        await AssertHistoryAsync("up 0004, up 0005, up 0006, upstarted 0007, up 0007, up 0008, down 0008, down 0007, down 0006, down 0005, down 0004");
        Assert.AreEqual(3, (await PositionAsync()).AppliedCount);
        AssertDone(await DeployAsync(await StepsBackBundleAsync(failing: 0), Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    [DataRow(Verdict.Lossy), DataRow(Verdict.Wrong), DataRow(Verdict.NotRepeatable), DataRow(Verdict.Unproven)]
    public async Task OneStepThatIsNotProvenExactLeavesAllToTheSnapshotInARestore(Verdict verdict)
    {
        var (bundle, before) = await PrepareStepsBackAsync();
        bundle = WithVerdict(bundle, 5, verdict);
        var report = await DeployAsync(bundle, Direction.Up, "head", Options());
        AssertTakenBack(report, Failing, "up");
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        await AssertIsAsync(before);

        var without = await DeployAsync(bundle, Direction.Up, "head", Options() with { Snapshots = SnapshotPolicy.Never });
        Assert.AreEqual(ExitCode.NeedsPerson, without.ExitCode);
        Assert.Contains("the build did not prove a way back from up 0005 view", without.Diagnostics[1].Message);
        Assert.AreEqual(8, (await PositionAsync()).AppliedCount, "no step was taken back");
    }

    [TestMethod]
    public async Task DownStepThatFailsLeavesTheRestToTheSnapshotInARestore()
    {
        var (bundle, before) = await PrepareStepsBackAsync(failingDown: 5);
        var report = await DeployAsync(bundle, Direction.Up, "head", Options());
        AssertTakenBack(report, Failing, "up");
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        await AssertIsAsync(before);
        Assert.AreEqual(3, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task DownStepThatFailsWithoutASnapshotSaysWhy()
    {
        var (bundle, _) = await PrepareStepsBackAsync(failingDown: 5);
        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { Snapshots = SnapshotPolicy.Never });
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        Assert.Contains("down 0005 view failed", report.Diagnostics[1].Message);
        Assert.AreEqual(5, (await PositionAsync()).AppliedCount, "the newer ones are taken back, each with its history row");
    }

    [TestMethod]
    public async Task DownStepThatLosesRowsIsFoundByTheComparisonAndRestored()
    {
        var (bundle, before) = await PrepareStepsBackAsync();
        var migrations = bundle.Chain.Migrations.ToList();
        migrations[7] = migrations[7] with { Down = migrations[7].Down! with { Text = "DELETE FROM orders;\n" } };
        var report = await DeployAsync(bundle with { Chain = bundle.Chain with { Migrations = migrations } }, Direction.Up, "head", Options());
        AssertTakenBack(report, Failing, "up");
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task StepOfUnknownStateIsLeftToTheSnapshotInARestore()
    {
        var (_, before) = await PrepareStepsBackAsync();
        var good = await StepsBackBundleAsync(failing: Outside);
        var report = await DeployAsync(good, Direction.Up, "head", Options());
        AssertTakenBack(report, Outside, "up");
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        await AssertIsAsync(before);
        var without = await DeployAsync(good, Direction.Up, "head", Options() with { Snapshots = SnapshotPolicy.Never });
        Assert.AreEqual(ExitCode.NeedsPerson, without.ExitCode);
        Assert.Contains("it is not known how far up 0007 audit came", without.Diagnostics[1].Message);
        await AssertHistoryAsync("up 0004, up 0005, up 0006, upstarted 0007");
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public async Task CommitThatFailsIsResolvedByTheHistoryBeforeDownStepsRun(bool wasCommitted)
    {
        await PrepareStepsBackAsync();
        var before = await CaptureAsync();
        var bundle = await StepsBackBundleAsync(failing: 0);
        var commits = 0;
        await using (var inner = await OpenAsync())
        {
            // The third step's: what follows is the way back, whose commits succeed.
            var troubled = TroubledDatabase.Around(inner, nameof(IDatabase.CommitAsync), async commit =>
            {
                if (++commits != 3)
                {
                    await commit();
                    return;
                }
                if (wasCommitted)
                    await commit();
                throw new EngineException("the connection was cut", null);
            });
            var report = await new Deployer(troubled, bundle, Options() with { Snapshots = SnapshotPolicy.Never }, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
            Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
            Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor);
        }
        await AssertIsAsync(before);
        await AssertHistoryAsync(wasCommitted ? "up 0004, up 0005, up 0006, down 0006, down 0005, down 0004" : "up 0004, up 0005, down 0005, down 0004");
    }

    [TestMethod]
    [DataRow(nameof(IDatabase.ExecuteAsync)), DataRow(nameof(IDatabase.AppendHistoryAsync)), DataRow(nameof(IDatabase.CommitAsync)), DataRow(nameof(IDatabase.BeginAsync))]
    public async Task WhateverFailsOnTheWayDownTheSnapshotIsStillRestored(string method)
    {
        var (bundle, before) = await PrepareStepsBackAsync();
        var down = false;
        await using (var inner = await OpenAsync())
        {
            var broken = false;
            var troubled = TroubledDatabase.Around(inner, method, call =>
            {
                if (!down || broken)
                    return call();
                broken = true;
                throw new EngineException("the disk is full", null);
            });
            var report = await new Deployer(troubled, bundle, Options(), new Silence(onRollingBack: how => down = how.Contains("down steps", StringComparison.Ordinal)))
                .RunAsync(Direction.Up, "head", Cancellation);
            Assert.IsTrue(broken);
            AssertTakenBack(report, Failing, "up");
            Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        }
        await AssertIsAsync(before);
        Assert.AreEqual(3, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task NoDownStepRunsWhereOthersHaveWritten()
    {
        var (bundle, _) = await PrepareStepsBackAsync();
        await using var other = await OpenAsync();
        await using var database = await OpenAsync();
        var observer = new Silence(onStepDone: step =>
        {
            if (step.Version == "0008")
                RunAsync(other, "INSERT INTO customers (id, name) VALUES (99, 'written meanwhile');").GetAwaiter().GetResult();
        });
        var report = await new Deployer(database, bundle, Options(), observer).RunAsync(Direction.Up, "head", Cancellation);
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        Assert.AreEqual(8, (await PositionAsync()).AppliedCount);
        Assert.AreEqual("1", await other.ScalarAsync("SELECT count(*) FROM customers WHERE id = 99", Cancellation));
    }

    private async Task<(Bundle Bundle, (DatabaseState State, string Rows) Before)> PrepareStepsBackAsync(int failingDown = 0)
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "3");
        return (await StepsBackBundleAsync(Failing, failingDown), await CaptureAsync());
    }

    private async Task<Bundle> StepsBackBundleAsync(int failing, int failingDown = 0)
    {
        var proof = (await ProveAsync(DeploymentChain.Bundle(Driver.Engine, outside: Outside))).Proof!;
        var bundle = DeploymentChain.Bundle(Driver.Engine, failing, failingDown, Outside).With(proof);
        // Its down script may run in a transaction.
        var migrations = bundle.Chain.Migrations.ToList();
        migrations[Outside - 1] = migrations[Outside - 1] with { Down = migrations[Outside - 1].Down! with { Transactional = true } };
        return bundle with { Chain = bundle.Chain with { Migrations = migrations } };
    }

    private static Bundle WithVerdict(Bundle bundle, int number, Verdict verdict)
    {
        var proofs = bundle.Proof!.Migrations.ToList();
        proofs[number - 1] = proofs[number - 1] with { Verdict = verdict };
        return bundle with { Proof = bundle.Proof with { Migrations = proofs } };
    }

    /// <summary>What the last run has written.</summary>
    private async Task AssertHistoryAsync(string expected)
    {
        await using var database = await OpenAsync(readOnly: true);
        var rows = (await database.ReadHistoryAsync(Cancellation))!;
        Assert.AreEqual(expected, string.Join(", ", rows.Where(r => r.RunId == rows[^1].RunId && !r.Action.IsOfRun()).Select(r => $"{r.Action.ToString().ToLowerInvariant()} {r.Version}")));
    }
}
