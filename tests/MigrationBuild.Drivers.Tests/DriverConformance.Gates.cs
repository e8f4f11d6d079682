using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Gates;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    [DataRow("rows(child)", Comparison.AtLeast, "same", true), DataRow("rows(child)", Comparison.AtLeast, "5", false), DataRow("rows(child)", Comparison.AtMost, "4", true)]
    [DataRow("rows(child)", Comparison.NotEqual, "same", true), DataRow("rows(parent)", Comparison.NotEqual, "same", false), DataRow("checksum(child)", Comparison.NotEqual, "same", true)]
    [DataRow("orphans(child)", Comparison.Equal, "0", true), DataRow("checksum(parent)", Comparison.Equal, "same", true), DataRow("checksum(child, sample 10)", Comparison.Equal, "same", false)]
    [DataRow("unvalidated()", Comparison.AtMost, "0", true), DataRow("invalid_indexes()", Comparison.Equal, "0", true), DataRow("SELECT max(name) FROM parent", Comparison.AtLeast, "1", false)]
    public async Task ExpectationsCompareAroundTheStep(string query, Comparison comparison, string value, bool holds)
    {
        var script = Script("INSERT INTO child (id, parent_id) VALUES (4, 1);\n") with { Expectations = [new Expectation(query, value, 1, comparison)] };
        if (!holds)
        {
            await AssertFailsAsync(script, Descriptors.ValidationFailed, line: 1);
            return;
        }
        var bundle = await AfterParentAndChildAsync(Second(script));
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task QueryThatLosesItsIndexIsSlowerByFarAndItsTransactionTakesItBack()
    {
        // So many rows that one found by an index and one looked for in all of them are worlds apart on any machine.
        var chain = new MigrationChain
        {
            Engine = Driver.Engine,
            Migrations = [],
            PerformanceScripts = [Script("SELECT (SELECT count(*) FROM many b WHERE b.twin = a.id) FROM many a;") with { File = "Migrations/perf/twins.sql" }, Script("SELECT * FROM later;") with { File = "Migrations/perf/later.sql" }],
        };
        await using var database = await OpenAsync();
        await RunAsync(database, $"CREATE TABLE many (id INTEGER, twin INTEGER); INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) SELECT i, i FROM n; CREATE INDEX many_twin ON many (twin);");
        var before = await CaptureAsync();
        var gate = new PerformanceGate(database, chain, new PerformanceLimits { MaxSlowdown = 3, Runs = 3 });
        await database.BeginAsync(Cancellation);
        await gate.MeasureAsync(Cancellation);
        await database.ExecuteAsync(Script("DROP INDEX many_twin; CREATE TABLE later (a INTEGER);"), Cancellation);
        var report = await gate.CompareAsync(Cancellation);
        await database.RollbackAsync();

        Assert.AreEqual((QueryState.Slower, QueryState.New), (report!.Queries[0].State, report.Queries[1].State), $"{report.Queries[0]}");
        Assert.AreEqual("MB6039", Assert.ThrowsExactly<MigrationException>(() => PerformanceGate.Require(report, isHead: true, _ => { })).Diagnostic.Descriptor.Code);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task RunThatLeavesNothingBehindPassesTheGuard()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild);
        await database.BeginAsync(Cancellation);
        var guard = await DamageGuard.ReadAsync(database, Cancellation);
        var script = Script("CREATE INDEX child_parent ON child (parent_id);");
        await database.ExecuteAsync(script, Cancellation);
        await guard.RequireNoNewAsync([script], _ => Assert.Fail("no warning"), Cancellation);
        await database.CommitAsync(Cancellation);
    }

    [TestMethod]
    public async Task VerificationRunsTheVerifyScriptsOfWhatIsApplied()
    {
        var bundle = Verifiable("SELECT count(*) = 1 FROM parent WHERE id = 1;", "SELECT count(*) >= 3 FROM child;");
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        var fine = await VerifyAsync(bundle);
        Assert.AreEqual(ExitCode.Done, fine.ExitCode, string.Join('\n', fine.Findings));
        Assert.AreEqual(2, fine.Scripts.Count(s => s.Finding is null));
        Assert.IsEmpty(fine.Damage);

        // The first is overtaken, the newest must hold.
        await using (var database = await OpenAsync())
            await RunAsync(database, "DELETE FROM child WHERE parent_id = 1; DELETE FROM parent WHERE id = 1; INSERT INTO child (id, parent_id) VALUES (4, 2);");
        var before = await CaptureAsync();
        var warned = await VerifyAsync(bundle);
        Assert.AreEqual(ExitCode.Done, warned.ExitCode);
        Assert.AreEqual(DiagnosticSeverity.Warning, warned.Findings.Single().Severity);
        Assert.Contains("may have been overtaken by a later migration", warned.Findings.Single().Message);
        Assert.AreEqual("Migrations/0001.verify.sql", warned.Findings.Single().Location!.File);
        await AssertIsAsync(before);

        await using (var database = await OpenAsync())
            await RunAsync(database, "DELETE FROM child;");
        var failed = await VerifyAsync(bundle);
        Assert.AreEqual(ExitCode.Refused, failed.ExitCode);
        var error = failed.Findings.Single(f => f.Severity == DiagnosticSeverity.Error);
        Assert.AreEqual("MB6037", error.Descriptor.Code);
        Assert.AreEqual("Migrations/0002.verify.sql", error.Location!.File);
    }

    [TestMethod]
    public async Task VerificationShowsOrphansAsWarnings()
    {
        var bundle = Verifiable("SELECT 1;", "SELECT 1;");
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        await using (var database = await OpenAsync())
            await RunAsync(database, MakeOrphans(1, 2));
        var found = await VerifyAsync(bundle);
        Assert.AreEqual(ExitCode.Done, found.ExitCode);
        Assert.AreEqual("MB6041", found.Findings.Single().Descriptor.Code);
        Assert.Contains("2 rows point to missing", found.Findings.Single().Message);
    }

    private async Task<Verification> VerifyAsync(Bundle bundle)
    {
        await using var database = await OpenAsync(readOnly: true);
        return await Verification.RunAsync(database, bundle, _ => { }, Cancellation);
    }

    private Bundle Verifiable(string first, string second) => BundleReader.Read(BundleWriter.Write(new MigrationChain
    {
        Engine = Driver.Engine,
        Migrations = [Verified("0001", ParentAndChild, first), Verified("0002", "SELECT 1;", second)],
    }, "0.1.0"), "test");

    private static Migration Verified(string version, string up, string verify) => new()
    {
        Version = MigrationVersion.Parse(version),
        Name = "step",
        Up = Script(up) with { File = $"Migrations/{version}.up.sql" },
        Down = Script("SELECT 1;") with { File = $"Migrations/{version}.down.sql" },
        Verify = Script(verify) with { File = $"Migrations/{version}.verify.sql" },
        ChainHash = TextHash.Of(version),
    };
}
