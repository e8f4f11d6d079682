using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Deployment.Drift;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;

namespace MigrationBuild.Drivers.Tests;

// A schema that is not the one which the build saw.
public abstract partial class DriverConformance
{
    private const string ByHand = "CREATE TABLE by_hand (id INTEGER);\nALTER TABLE customers ADD COLUMN note TEXT;\n";

    /// <summary>An empty database of the test's own, besides the one that it deploys to.</summary>
    protected abstract Task<IDatabase> OpenScratchAsync();

    /// <summary>What the engine has to be told so that it knows how many rows there are.</summary>
    protected virtual string AfterRows => "";

    /// <summary>What a build proves chains with.</summary>
    protected abstract IScratchDriver ScratchDriver { get; }

    [TestMethod]
    public async Task SchemasThatABuildProvesAreThoseThatADeploymentMakes()
    {
        var plain = DeploymentChain.Bundle(Driver.Engine);
        var chain = plain.Chain;
        // Without those that bring rows: what the proof fills the tables with has the same keys.
        chain = chain with { Migrations = [.. chain.Migrations.Select(m => m with { Up = m.Up with { Text = WithoutRows(m.Up.Text) }, Down = m.Down! with { Text = WithoutRows(m.Down.Text) } })] };
        var bag = new DiagnosticBag();
        var proof = await new Prover(ScratchDriver, new ProofOptions { Mode = ProofMode.Required }, file => file, bag).ProveAsync(chain, Cancellation);
        Assert.IsTrue(proof!.Migrations.All(m => m.Change is not null), string.Join('\n', bag.Sorted()));
        var bundle = plain with { Chain = chain, Proof = proof };
        await DeployAsync(bundle, Direction.Up, "head");
        await ChangeByHandAsync(ByHand);
        var byHand = await FindDriftAsync(bundle);
        Assert.HasCount(2, byHand!.Objects);
        Assert.IsNull(byHand.WhyUncertain, proof.EngineVersion);
        await ChangeByHandAsync("DROP TABLE by_hand;\nALTER TABLE customers DROP COLUMN note;\n");
        foreach (var (direction, target) in new[] { (Direction.Down, "6"), (Direction.Up, "8"), (Direction.Up, "head"), (Direction.Down, "base") })
        {
            await DeployAsync(bundle, direction, target);
            AssertExpected(await FindDriftAsync(bundle));
        }

        static string WithoutRows(string sql) => string.Concat(sql.Split('\n').Where(l => !l.StartsWith("INSERT", StringComparison.Ordinal)).Select(l => l + "\n"));
    }

    [TestMethod]
    public async Task UntouchedDatabaseIsAsExpectedAtEachVersionOnTheWayUpAndDown()
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        for (var n = 0; n <= DeploymentChain.Length; n++)
        {
            await DeployAsync(bundle, Direction.Up, n == 0 ? "base" : $"{n}");
            AssertExpected(await FindDriftAsync(bundle));
        }
        for (var n = DeploymentChain.Length - 1; n >= 0; n--)
        {
            AssertDone(await DeployAsync(bundle, Direction.Down, "-1"), RunOutcome.RolledBack);
            AssertExpected(await FindDriftAsync(bundle));
        }
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        AssertExpected(await FindDriftAsync(bundle));
    }

    [TestMethod]
    public async Task SchemaThatSomebodyChangedIsRefusedBeforeAnythingIsTouched()
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        await DeployAsync(bundle, Direction.Up, "7");
        await ChangeByHandAsync(ByHand);
        var before = await CaptureAsync();
        foreach (var (direction, target) in new[] { (Direction.Up, "head"), (Direction.Up, "7"), (Direction.Down, "5") })
        {
            var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(bundle, direction, target));
            Assert.AreEqual(Descriptors.SchemaDrifted, refused.Diagnostic.Descriptor);
            Assert.AreEqual(ExitCode.Refused, refused.ExitCode);
            Assert.Contains("by_hand is not expected", refused.Message);
            Assert.Contains("customers: + column note", refused.Message);
            Assert.Contains("--accept-drift", refused.Message);
        }
        await AssertIsAsync(before);
        Assert.AreEqual(7, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    [DataRow(0), DataRow(9)]
    public async Task AcceptedDriftGoesOnAndIsInTheHistoryWithItsReason(int outside)
    {
        var bundle = await ProveAsync(DeploymentChain.Bundle(Driver.Engine, outside: outside));
        await DeployAsync(bundle, Direction.Up, "7");
        await ChangeByHandAsync(ByHand);

        // 0010 makes an index on the table that differs, and each step is compared.
        AssertDone(await DeployAsync(bundle, Direction.Up, "head", Options() with { AcceptDrift = "incident 12" }), RunOutcome.Applied);

        await using var database = await OpenAsync(readOnly: true);
        var row = (await database.ReadHistoryAsync(Cancellation))!.Single(r => r.Action == HistoryAction.Drift);
        Assert.AreEqual("0007", row.Version);
        Assert.StartsWith("incident 12 (", row.Note!);
        Assert.Contains("by_hand", row.Note!);
        Assert.Contains("customers", row.Note!);
        Assert.AreEqual(DeploymentChain.Length, (await PositionAsync()).AppliedCount);
        // It was one run's: the next one asks again.
        await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(bundle, Direction.Down, "-1"));
        AssertDone(await DeployAsync(bundle, Direction.Down, "base", Options() with { AcceptDrift = "incident 12" }), RunOutcome.RolledBack);
    }

    [TestMethod]
    public async Task AcceptedDriftOfAFailedRunIsTakenBackWithIt()
    {
        var good = DeploymentChain.Bundle(Driver.Engine);
        var bundle = DeploymentChain.Bundle(Driver.Engine, failingStep: 9).With((await ProveAsync(good)).Proof!);
        await DeployAsync(good, Direction.Up, "7");
        await ChangeByHandAsync(ByHand);
        var before = await CaptureAsync();
        var report = await DeployAsync(bundle, Direction.Up, "head", Options() with { AcceptDrift = "incident 12" });
        AssertTakenBack(report, 9, "up");
        await AssertIsAsync(before);
        await using var database = await OpenAsync(readOnly: true);
        Assert.IsFalse((await database.ReadHistoryAsync(Cancellation))!.Any(r => r.Action == HistoryAction.Drift));
    }

    [TestMethod]
    [DataRow(0), DataRow(7)]
    public async Task StepThatLeavesAnotherSchemaThanInTheBuildIsTakenBack(int outside)
    {
        var good = DeploymentChain.Bundle(Driver.Engine, outside: outside);
        var proof = (await ProveAsync(good)).Proof!;
        await DeployAsync(good, Direction.Up, "3");
        var before = await CaptureAsync();
        var odd = WithUp(good, 7, "CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT);").With(proof);
        var report = await DeployAsync(odd, Direction.Up, "head");
        AssertUnexpected(report, "Migrations/0007_audit.up.sql", "audit: - column what");
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        await AssertIsAsync(before);
        AssertDone(await DeployAsync(good.With(proof), Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task DownStepThatLeavesAnotherSchemaThanInTheBuildIsTakenBack()
    {
        var good = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        await DeployAsync(good, Direction.Up, "head");
        var before = await CaptureAsync();
        var migrations = good.Chain.Migrations.ToList();
        migrations[9] = migrations[9] with { Down = migrations[9].Down! with { Text = "SELECT 1;" } };
        var report = await DeployAsync(good with { Chain = good.Chain with { Migrations = migrations } }, Direction.Down, "base");
        AssertUnexpected(report, "Migrations/0010_unique.down.sql", "customers_name is not expected");
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task LongRunIsComparedAtItsEndAndNamesTheStepThatLastChangedWhatDiffers()
    {
        var good = DeploymentChain.Long(Driver.Engine, 25);
        var proof = (await ProveAsync(good)).Proof!;
        var before = await CaptureAsync();
        var reads = 0;
        var report = await DeployAsync(WithUp(good, 11, "CREATE TABLE t11 (a INTEGER);").With(proof));
        AssertUnexpected(report, "Migrations/0011_t11.up.sql", "t11: - column b");
        Assert.AreEqual(2, reads, "before the run and at its end");
        await AssertIsAsync(before);
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(good.With(proof))).Outcome);

        async Task<RunReport> DeployAsync(Bundle bundle)
        {
            await using var inner = await OpenAsync();
            var counting = TroubledDatabase.Around(inner, nameof(IDatabase.ReadSchemaAsync), read =>
            {
                reads++;
                return read();
            });
            return await new Deployer(counting, bundle, Options(), Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
        }
    }

    [TestMethod]
    public async Task MigrationThatAllowsAnotherSchemaIsNoFailure()
    {
        var good = DeploymentChain.Bundle(Driver.Engine);
        var proof = (await ProveAsync(good)).Proof!;
        var odd = WithUp(good, 7, "CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT);");
        var migrations = odd.Chain.Migrations.ToList();
        migrations[6] = migrations[6] with { Up = migrations[6].Up with { Allowed = [new Scripts.AllowedHazard("MB6034", "depends on the rows", 1)] } };
        var warnings = new List<Diagnostic>();
        var bundle = (odd with { Chain = odd.Chain with { Migrations = migrations } }).With(proof);
        for (var run = 0; run < 2; run++)
        {
            await using var database = await OpenAsync();
            AssertDone(
                await new Deployer(database, bundle, Options(), new Silence(onWarning: warnings.Add)).RunAsync(Direction.Up, run == 0 ? "9" : "head", Cancellation),
                RunOutcome.Applied);
            Assert.HasCount(run + 1, warnings, "once a run");
        }
        Assert.IsTrue(warnings.All(w => w is { Severity: DiagnosticSeverity.Warning, Descriptor.Code: "MB6033" }));
        Assert.Contains("0007 audit allows MB6034", warnings[0].Message);
    }

    [TestMethod]
    public async Task DriftFromAnotherMajorVersionOfTheEngineIsAWarning()
    {
        var proven = await ProveAsync(DeploymentChain.Bundle(Driver.Engine));
        var bundle = proven with { Proof = proven.Proof! with { EngineVersion = "Engine 1.0" } };
        await DeployAsync(bundle, Direction.Up, "7");
        await ChangeByHandAsync(ByHand);
        var warnings = new List<Diagnostic>();
        await using (var database = await OpenAsync())
            AssertDone(await new Deployer(database, bundle, Options(), new Silence(onWarning: warnings.Add)).RunAsync(Direction.Up, "head", Cancellation), RunOutcome.Applied);
        Assert.HasCount(1, warnings);
        Assert.AreEqual(DiagnosticSeverity.Warning, warnings[0].Severity);
        Assert.Contains("the build's scratch database was Engine 1.0", warnings[0].Message);
        Assert.Contains("by_hand is not expected", warnings[0].Message);
    }

    [TestMethod]
    public async Task RepeatableScriptsAreComparedOnceAllOfThemAreThere()
    {
        var plain = DeploymentChain.Bundle(Driver.Engine);
        var chain = plain.Chain with { Repeatables = [View("names", "SELECT name FROM customers"), View("amounts", "SELECT amount FROM orders")] };
        var good = await ProveAsync(BundleReader.Read(BundleWriter.Write(chain, "0.1.0"), "test"));
        AssertDone(await DeployAsync(good, Direction.Up, "head"), RunOutcome.Applied);
        AssertExpected(await FindDriftAsync(good));

        await ChangeByHandAsync("DROP VIEW amounts;");
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(good, Direction.Up, "head"));
        Assert.AreEqual("MB6033", refused.Diagnostic.Descriptor.Code);
        Assert.Contains("view", refused.Message);
        // Below the head their objects are left out.
        AssertDone(await DeployAsync(good, Direction.Down, "-1", Options() with { AcceptDrift = "test" }), RunOutcome.RolledBack);
        Assert.IsEmpty((await FindDriftAsync(good))!.Lines);

        RepeatableMigration View(string name, string sql) => new(name, Script($"DROP VIEW IF EXISTS {name};\nCREATE VIEW {name} AS {sql};\n") with { File = $"Migrations/R__{name}.sql" });
    }

    [TestMethod]
    public async Task SizesOfTablesAreEstimated()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, ParentAndChild + AfterRows);
        var names = (await database.ReadSchemaAsync(Cancellation)).Objects.Where(o => o.Kind == "table").Select(o => o.Name).ToList();
        var sizes = await database.EstimateSizesAsync([.. names, "nowhere"], Cancellation);
        CollectionAssert.AreEquivalent(names, sizes.Keys.ToArray());
        Assert.IsTrue(sizes.Values.All(s => s.Rows == 3), string.Join(", ", sizes));
    }

    [TestMethod]
    public async Task BundleWithoutProofComparesNothing()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "7");
        await ChangeByHandAsync(ByHand);
        Assert.IsNull(await FindDriftAsync(bundle));
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    private protected async Task<Bundle> ProveAsync(Bundle bundle)
    {
        await using var scratch = await OpenScratchAsync();
        return bundle.With(await TestProof.MakeAsync(scratch, bundle.Chain, Cancellation));
    }

    private protected async Task<SchemaDrift?> FindDriftAsync(Bundle bundle)
    {
        await using var database = await OpenAsync(readOnly: true);
        var position = await PositionReader.ReadAsync(database, bundle, Cancellation);
        return await new SchemaGuard(database, bundle, position, d => Assert.Fail(d.ToString())).FindAsync(Cancellation);
    }

    private protected static void AssertExpected(SchemaDrift? drift)
    {
        Assert.IsNotNull(drift, "nothing was compared");
        Assert.AreEqual("", string.Join('\n', drift.Lines));
    }

    private static void AssertUnexpected(RunReport report, string file, string fact)
    {
        Assert.AreEqual(RunOutcome.Failed, report.Outcome);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.UnexpectedSchema, report.Diagnostics[0].Descriptor, report.Diagnostics[0].ToString());
        Assert.AreEqual(file, report.Diagnostics[0].Location!.File);
        Assert.Contains(fact, report.Diagnostics[0].Message);
    }

    private async Task ChangeByHandAsync(string sql)
    {
        await using var database = await OpenAsync();
        await RunAsync(database, sql);
    }

    private async Task<RunReport> DeployAsync(Bundle bundle, Direction direction, string target, DeploymentOptions options)
    {
        await using var database = await OpenAsync();
        return await new Deployer(database, bundle, options, Silence.Instance).RunAsync(direction, target, Cancellation);
    }
}
