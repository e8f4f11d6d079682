using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

// Each way in which a step can fail: the finding is on the right line of the right file, and the database is as it was.
public abstract partial class DriverConformance
{
    [TestMethod]
    public Task ScriptThatEndsItsTransactionIsTakenBack() =>
        AssertFailsAsync(Script("INSERT INTO parent (id, name) VALUES (9, 'x');\nCOMMIT;\n"), Descriptors.ScriptBrokeTransaction, line: 2);

    [TestMethod]
    public Task ScriptThatTakesTooLongIsTakenBack() =>
        AssertFailsAsync(Script($"DELETE FROM child;\n{EndlessStatement};\n", timeout: Short), Descriptors.TimedOut, line: 2);

    [TestMethod]
    public Task ExpectationThatDoesNotHoldIsTakenBack() =>
        AssertFailsAsync(
            Script("-- migrate:expect rows(child) = 3\nDELETE FROM child WHERE id = 1;\n") with { Expectations = [new Expectation("rows(child)", "3", 1)] },
            Descriptors.ValidationFailed, line: 1);

    [TestMethod]
    public Task ExpectationOfTheSameAsBeforeIsTakenBackWhereItChanged() =>
        AssertFailsAsync(
            Script("DELETE FROM child WHERE id = 1;\n") with { Expectations = [new Expectation("checksum(child.parent_id)", "same", 1)] },
            Descriptors.ValidationFailed, line: 1);

    [TestMethod]
    public async Task ExpectationsThatHoldLetTheStepPass()
    {
        var script = Script("UPDATE parent SET name = 'new' WHERE id = 1;\n") with
        {
            Expectations = [new Expectation("rows(child)", "same", 1), new Expectation("SELECT count(*) FROM parent WHERE name = 'new'", "1", 1)],
        };
        AssertDone(await DeployAsync(await AfterParentAndChildAsync(Second(script)), Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public Task ExpectationThatIsNoQueryIsTakenBack() =>
        AssertFailsAsync(Script("DELETE FROM child;\n") with { Expectations = [new Expectation("rows(nowhere)", "3", 7)] }, Descriptors.ValidationFailed, line: 7);

    [TestMethod]
    public async Task VerifyScriptThatFailsTakesTheStepBack()
    {
        var verify = Script("SELECT 1;\nSELECT count(*) = 3 FROM child;\n") with { File = "Migrations/0002_second.verify.sql" };
        var bundle = await AfterParentAndChildAsync(Second(Script("DELETE FROM child WHERE id = 1;\n")) with { Verify = verify });
        await AssertTakenBackAsync(bundle, Descriptors.ValidationFailed, verify.File, line: 2);
    }

    [TestMethod]
    public async Task SnapshotThatCannotBeMadeStopsTheRunBeforeItBegins()
    {
        var bundle = await AfterParentAndChildAsync(Second(Script("DELETE FROM child;\n")));
        var before = await CaptureAsync();
        await File.WriteAllTextAsync(Folder.File("no folder"), "a file", Cancellation);
        await using (var database = await OpenAsync())
        {
            var options = Options() with { SnapshotDirectory = Folder.File("no folder"), Snapshots = SnapshotPolicy.Always };
            var report = await new Deployer(database, bundle, options, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
            Assert.AreEqual(ExitCode.Failed, report.ExitCode);
            Assert.AreEqual(Descriptors.SnapshotFailed, report.Diagnostics[0].Descriptor);
        }
        await AssertIsAsync(before);
    }

    private Task AssertFailsAsync(MigrationScript up, DiagnosticDescriptor expected, int line) =>
        AssertFailsAsync(Second(up with { File = "Migrations/0002_second.up.sql" }), expected, line);

    private async Task AssertFailsAsync(Migration second, DiagnosticDescriptor expected, int line) =>
        await AssertTakenBackAsync(await AfterParentAndChildAsync(second), expected, second.Up.File, line);

    private async Task AssertTakenBackAsync(Bundle bundle, DiagnosticDescriptor expected, string file, int line)
    {
        var before = await CaptureAsync();
        var report = await DeployAsync(bundle, Direction.Up, "head");
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(expected, report.Diagnostics[0].Descriptor, report.Diagnostics[0].ToString());
        Assert.AreEqual(file, report.Diagnostics[0].Location!.File);
        Assert.AreEqual(line, report.Diagnostics[0].Location!.Line, report.Diagnostics[0].ToString());
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        await AssertIsAsync(before);
    }

    private async Task<Bundle> AfterParentAndChildAsync(Migration second)
    {
        var first = second with { Version = MigrationVersion.Parse("0001"), Up = Script(ParentAndChild), Verify = null };
        var chain = new MigrationChain { Engine = Driver.Engine, Migrations = [first, second] };
        var bundle = BundleReader.Read(BundleWriter.Write(chain, "0.1.0"), "test");
        AssertDone(await DeployAsync(bundle, Direction.Up, "1"), RunOutcome.Applied);
        return bundle;
    }

    private static Migration Second(MigrationScript up) => new()
    {
        Version = MigrationVersion.Parse("0002"),
        Name = "second",
        Up = up,
        ChainHash = TextHash.Of("0002"),
    };
}
