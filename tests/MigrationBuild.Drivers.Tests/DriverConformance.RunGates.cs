using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Deployment.Journal;
using MigrationBuild.Deployment.Undoing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

// What a run has to pass besides its steps: a run that is in effect as a whole is taken back where the application says no.
public abstract partial class DriverConformance
{
    private const string SaysNo = "exit 3";

    [TestMethod]
    public async Task HealthyApplicationLetsTheRunStay()
    {
        var file = Folder.File("asked");
        var report = await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "3", Options() with { Health = Check($"echo $MIGRATIONBUILD_VERSION >> {file}") });
        AssertDone(report, RunOutcome.Applied);
        Assert.AreEqual("0003\n", await File.ReadAllTextAsync(file, Cancellation));
        Assert.AreEqual("0003", report.Health.Single().Version);
        Assert.IsNull(await OpenRunAsync());
    }

    [TestMethod]
    [DataRow(true, 0), DataRow(false, 0), DataRow(true, Outside), DataRow(false, Outside)]
    public async Task UnhealthyApplicationTakesBackWhatIsCommitted(bool isProven, int outside)
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: outside);
        if (isProven)
            bundle = outside == 0 ? await ProveAsync(bundle) : await StepsBackBundleAsync(failing: 0);
        await DeployAsync(bundle, Direction.Up, "3");
        var before = await CaptureAsync();

        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { Health = Check(SaysNo) });

        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.Unhealthy, report.Diagnostics[0].Descriptor);
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor);
        Assert.AreEqual(isProven ? Rung.Downs : Rung.Snapshot, report.WayBack.Last(r => r.Rung != Rung.Comparison).Rung, string.Join('\n', report.WayBack));
        await AssertIsAsync(before);
        Assert.AreEqual(3, (await PositionAsync()).AppliedCount);
        Assert.IsNull(await OpenRunAsync());
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task UnhealthyApplicationTakesBackARollback()
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        await DeployAsync(bundle, Direction.Up, "head");
        var before = await CaptureAsync();
        var report = await DeployAsync(bundle, Direction.Down, "3", Options() with { Health = Check(SaysNo) });
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        await AssertIsAsync(before);
        Assert.AreEqual(DeploymentChain.Length, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task FirstRunOfAllIsTakenBackWhereTheApplicationSaysNo()
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { Health = Check(SaysNo) });
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(0, (await PositionAsync()).AppliedCount);
        Assert.IsNull(await OpenRunAsync());
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task ApplicationIsAskedBetweenStepsThatOthersSee()
    {
        var file = Folder.File("asked");
        var bundle = await StepsBackBundleAsync(failing: 0);
        await DeployAsync(bundle, Direction.Up, "5");
        var health = Check($"echo $MIGRATIONBUILD_VERSION >> {file}; [ $MIGRATIONBUILD_VERSION != 0008 ]") with { BetweenSteps = true };
        var report = await DeployAsync(bundle, Direction.Up, "9", Options() with { Health = health });
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual("0006\n0007\n0008\n", await File.ReadAllTextAsync(file, Cancellation));
        Assert.AreEqual(5, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task RunThatDiesWhileTheApplicationIsAskedIsInEffectAndNotOver()
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        await DeployAsync(bundle, Direction.Up, "3");
        await DieAtAsync(bundle, nameof(IDatabase.CommitAsync), afterwards: true, Options() with { Health = Check("true") });
        var run = await OpenRunAsync();
        Assert.IsTrue(run!.Steps.All(s => s.State == StepState.Done));
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.UpToDate);
        Assert.IsNull(await OpenRunAsync());
    }

    [TestMethod]
    public async Task QueryThatTheStepsMadeTooSlowTakesThemBack()
    {
        var bundle = SlowedBundle();
        await DeployAsync(bundle, Direction.Up, "1");
        var before = await CaptureAsync();
        var limits = new PerformanceLimits { Runs = 3, MaxSlowdown = 5 };

        var told = await DeployAsync(bundle, Direction.Up, "head", Options() with { Performance = limits with { MaxSlowdown = null } });
        AssertDone(told, RunOutcome.Applied);
        Assert.IsNotNull(told.Performance, "without a limit it is only told");
        AssertDone(await DeployAsync(bundle, Direction.Down, "1"), RunOutcome.RolledBack);

        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { Performance = limits });
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.Slower, report.Diagnostics[0].Descriptor);
        Assert.AreEqual("Migrations/perf/twins.sql", report.Diagnostics[0].Location!.File);
        Assert.IsNotNull(report.Performance);
        await AssertIsAsync(before);
    }

    // So many rows that one found by an index and one looked for in all of them are worlds apart on any machine.
    private Bundle SlowedBundle()
    {
        const string many = "CREATE TABLE many (id INTEGER, twin INTEGER); INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) SELECT i, i FROM n; CREATE INDEX many_twin ON many (twin);";
        var first = Second(Script(many)) with { Version = MigrationVersion.Parse("0001"), Name = "first", Down = Script("DROP TABLE many;") };
        var second = Second(Script("DROP INDEX many_twin;")) with { Down = Script("CREATE INDEX many_twin ON many (twin);") };
        var query = Script("SELECT (SELECT count(*) FROM many b WHERE b.twin = a.id) FROM many a;") with { File = "Migrations/perf/twins.sql" };
        return BundleReader.Read(BundleWriter.Write(new Chains.MigrationChain { Engine = Driver.Engine, Migrations = [first, second], PerformanceScripts = [query] }, "0.1.0"), "test");
    }

    private static HealthCheck Check(string command) => new(command, TimeSpan.FromMinutes(1), false);
}
