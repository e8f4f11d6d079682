using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

public abstract partial class DriverConformance
{
    [TestMethod]
    public async Task RollbackToEachVersionGivesExactlyWhatWasThere()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        var states = new List<(DatabaseState State, string Rows)> { await CaptureAsync() };
        for (var n = 1; n <= DeploymentChain.Length; n++)
        {
            AssertDone(await DeployAsync(bundle, Direction.Up, $"{n}"), RunOutcome.Applied);
            states.Add(await CaptureAsync());
        }
        for (var n = DeploymentChain.Length - 1; n >= 0; n--)
        {
            AssertDone(await DeployAsync(bundle, Direction.Down, n == 0 ? "base" : $"{n}"), RunOutcome.RolledBack);
            await AssertIsAsync(states[n]);
            AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
            await AssertIsAsync(states[^1]);
        }
    }

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3), DataRow(4), DataRow(5), DataRow(6), DataRow(7), DataRow(8), DataRow(9), DataRow(10), DataRow(11), DataRow(12)]
    public async Task FailingUpStepLeavesTheDatabaseAsItWas(int step)
    {
        foreach (var start in new[] { 0, step / 2, step - 1 }.Distinct())
        {
            await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, start == 0 ? "base" : $"{start}");
            var before = await CaptureAsync();
            AssertTakenBack(await DeployAsync(DeploymentChain.Bundle(Driver.Engine, failingStep: step), Direction.Up, "head"), step, "up");
            await AssertIsAsync(before);
            Assert.AreEqual(start, (await PositionAsync()).AppliedCount);
        }
        // What failed once is applied by the next run as if nothing had been.
        AssertDone(await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(3), DataRow(4), DataRow(5), DataRow(6), DataRow(7), DataRow(8), DataRow(9), DataRow(10), DataRow(11), DataRow(12)]
    public async Task FailingDownStepLeavesTheDatabaseAsItWas(int step)
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, failingDown: step);
        await DeployAsync(bundle, Direction.Up, "head");
        var before = await CaptureAsync();
        AssertTakenBack(await DeployAsync(bundle, Direction.Down, "base"), step, "down");
        await AssertIsAsync(before);
        Assert.AreEqual(DeploymentChain.Length, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task SnapshotOfEachVersionRestoresExactlyThat()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        var snapshots = new List<(Snapshot Snapshot, (DatabaseState State, string Rows) Was)>();
        for (var n = 1; n <= DeploymentChain.Length; n++)
        {
            var was = await CaptureAsync();
            var report = await DeployAsync(bundle, Direction.Up, "+1", SnapshotPolicy.Always);
            snapshots.Add((report.Snapshot!, was));
        }
        foreach (var (snapshot, was) in snapshots)
        {
            await using (var database = await OpenAsync())
                await new SnapshotKeeper(database, Driver.Engine, Options(), Silence.Instance).RestoreAsync(snapshot, Cancellation);
            await AssertIsAsync(was);
            Assert.AreEqual(snapshot.Version, (await PositionAsync()).CurrentVersion);
        }
    }

    [TestMethod]
    public async Task WhatLooksLikeAPlaceholderIsTextLikeAnyOther()
    {
        // A name that is there in every environment.
        const string text = "${PATH} $(PATH) %PATH% {{PATH}} {PATH} $PATH :PATH @PATH ? $1";
        AssertDone(await DeployAsync(DeploymentChain.WithUp(Driver.Engine, $"CREATE TABLE t (a TEXT);\nINSERT INTO t (a) VALUES ('{text}');", "DROP TABLE t;"), Direction.Up, "head"), RunOutcome.Applied);

        await using var database = await OpenAsync();
        Assert.AreEqual(text, await database.ScalarAsync("SELECT a FROM t", Cancellation));
    }

    [TestMethod]
    public async Task NothingToDoChangesNothingAndMakesNoSnapshot()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "head");
        var before = await CaptureAsync();
        var report = await DeployAsync(bundle, Direction.Up, "head");
        AssertDone(report, RunOutcome.UpToDate);
        Assert.IsNull(report.Snapshot);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task DeployersAtOnceRunEachStepOnce()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<RunOutcome>();
        await System.Threading.Tasks.Parallel.ForAsync(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (_, _) => outcomes.Add((await DeployAsync(bundle, Direction.Up, "head")).Outcome));
        Assert.AreEqual(1, outcomes.Count(o => o == RunOutcome.Applied));
        Assert.AreEqual(7, outcomes.Count(o => o == RunOutcome.UpToDate));
        await using var database = await OpenAsync(readOnly: true);
        Assert.HasCount(DeploymentChain.Length, (await database.ReadHistoryAsync(Cancellation))!.Where(row => row.Action == HistoryAction.Up));
    }

    [TestMethod]
    public async Task CancelledRunIsTakenBack()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await DeployAsync(bundle, Direction.Up, "2");
        var before = await CaptureAsync();
        using var cancel = new CancellationTokenSource();
        await using (var database = await OpenAsync())
        {
            var observer = new Silence(onStepDone: step => { if (step.Version == "0006") cancel.Cancel(); });
            var report = await new Deployer(database, bundle, Options(), observer).RunAsync(Direction.Up, "head", cancel.Token);
            Assert.AreEqual(RunOutcome.Failed, report.Outcome);
            Assert.AreEqual(Descriptors.Cancelled, report.Diagnostics[0].Descriptor);
        }
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task FailureAfterAStepOutsideATransactionRestoresTheSnapshot()
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "3");
        var before = await CaptureAsync();
        // 0007 runs outside a transaction and stays in effect; 0009 fails.
        var report = await DeployAsync(DeploymentChain.Bundle(Driver.Engine, failingStep: 9, outside: 7), Direction.Up, "head");
        AssertTakenBack(report, 9, "up");
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        await AssertIsAsync(before);
        Assert.AreEqual(3, (await PositionAsync()).AppliedCount);
    }

    [TestMethod]
    public async Task StepsOutsideATransactionGoUpAndDown()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: 7);
        var before = await CaptureAsync();
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        AssertDone(await DeployAsync(bundle, Direction.Down, "base"), RunOutcome.RolledBack);
        await AssertIsAsync(before);
    }

    [TestMethod]
    public async Task NothingIsRestoredOverWhatOthersHaveWritten()
    {
        await DeployAsync(DeploymentChain.Bundle(Driver.Engine), Direction.Up, "3");
        await using var other = await OpenAsync();
        await using var database = await OpenAsync();
        var observer = new Silence(onStepDone: step =>
        {
            if (step.Version == "0007")
                RunAsync(other, "INSERT INTO customers (id, name) VALUES (99, 'written meanwhile');").GetAwaiter().GetResult();
        });
        var bundle = DeploymentChain.Bundle(Driver.Engine, failingStep: 9, outside: 7);
        var report = await new Deployer(database, bundle, Options(), observer).RunAsync(Direction.Up, "head", Cancellation);
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        Assert.AreEqual(Descriptors.NotRolledBack, report.Diagnostics[1].Descriptor);
        Assert.Contains("snapshot restore", string.Join('\n', report.Recovery.SelectMany(r => r.Commands)));
        Assert.AreEqual("1", await other.ScalarAsync("SELECT count(*) FROM customers WHERE id = 99", Cancellation));
    }

    [TestMethod]
    public async Task DyingOutsideATransactionIsSeenAndCleanedUpWhereTheScriptSaysHow()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: 7);
        await DeployAsync(bundle, Direction.Up, "6");
        await LeaveInterruptedAsync(bundle);
        var stopped = await DeployAsync(bundle, Direction.Up, "head");
        Assert.AreEqual(ExitCode.NeedsPerson, stopped.ExitCode);
        Assert.AreEqual(Descriptors.InterruptedStep, stopped.Diagnostics[0].Descriptor);
        CollectionAssert.AreEqual(new[] { "migrationbuild status", "migrationbuild stamp 0007 --yes", "migrationbuild stamp 0006 --yes" }, stopped.Recovery.SelectMany(r => r.Commands).ToArray());

        var migrations = bundle.Chain.Migrations.ToList();
        migrations[6] = migrations[6] with { Up = migrations[6].Up with { Recover = "DROP TABLE IF EXISTS audit" } };
        var recovering = BundleReader.Read(BundleWriter.Write(bundle.Chain with { Migrations = migrations }, "0.1.0"), "test");
        AssertDone(await DeployAsync(recovering, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task DyingOutsideATransactionIsSettledByAStamp()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine, outside: 7);
        await DeployAsync(bundle, Direction.Up, "6");
        await LeaveInterruptedAsync(bundle);
        await using (var database = await OpenAsync())
            await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("6", "looked at it", Cancellation);
        await using (var database = await OpenAsync())
            await RunAsync(database, "DROP TABLE audit;");
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
    }

    [TestMethod]
    public async Task StampMakesAnOlderDatabaseKnown()
    {
        var bundle = DeploymentChain.Bundle(Driver.Engine);
        await using (var database = await OpenAsync())
        {
            foreach (var migration in bundle.Chain.Migrations.Take(5))
                await RunAsync(database, migration.Up.Text);
        }
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(bundle, Direction.Up, "head"));
        Assert.AreEqual(Descriptors.HistoryMissing, refused.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Refused, refused.ExitCode);
        await using (var database = await OpenAsync())
            await new Deployer(database, bundle, Options(), Silence.Instance).StampAsync("5", "made by hand", Cancellation);
        AssertDone(await DeployAsync(bundle, Direction.Up, "head"), RunOutcome.Applied);
        AssertDone(await DeployAsync(bundle, Direction.Down, "base"), RunOutcome.RolledBack);
    }

    private async Task LeaveInterruptedAsync(Bundle bundle)
    {
        await using var database = await OpenAsync();
        var step = bundle.Chain.Migrations[6];
        await database.AppendHistoryAsync(Row(step.Name) with { Action = HistoryAction.UpStarted, Version = step.Version.Text, UpHash = step.Up.Hash }, Cancellation);
        await database.ExecuteAsync(step.Up, Cancellation);
    }

    private protected async Task<RunReport> DeployAsync(Bundle bundle, Direction direction, string target, SnapshotPolicy snapshots = SnapshotPolicy.Auto)
    {
        await using var database = await OpenAsync();
        return await new Deployer(database, bundle, Options() with { Snapshots = snapshots }, Silence.Instance).RunAsync(direction, target, Cancellation);
    }

    private protected DeploymentOptions Options() => new()
    {
        LockTimeout = TimeSpan.FromMinutes(1),
        SnapshotDirectory = Folder.File("snapshots"),
        ToolVersion = "0.1.0",
        Owner = "test@here",
    };

    private async Task<Position> PositionAsync()
    {
        await using var database = await OpenAsync(readOnly: true);
        return await PositionReader.ReadAsync(database, DeploymentChain.Bundle(Driver.Engine), Cancellation);
    }

    private protected async Task<(DatabaseState State, string Rows)> CaptureAsync()
    {
        await using var database = await OpenAsync(readOnly: true);
        return (await database.ReadStateAsync(Cancellation), DigestRows());
    }

    private protected async Task AssertIsAsync((DatabaseState State, string Rows) expected)
    {
        var actual = await CaptureAsync();
        Assert.IsEmpty(actual.State.DifferencesFrom(expected.State));
        Assert.AreEqual(expected.Rows, actual.Rows, "the rows differ");
    }

    private protected static void AssertDone(RunReport report, RunOutcome outcome)
    {
        Assert.AreEqual(outcome, report.Outcome, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(ExitCode.Done, report.ExitCode);
    }

    private static void AssertTakenBack(RunReport report, int step, string direction)
    {
        Assert.AreEqual(RunOutcome.Failed, report.Outcome);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.StepFailed, report.Diagnostics[0].Descriptor, report.Diagnostics[0].ToString());
        Assert.StartsWith($"Migrations/{step:D4}_", report.Diagnostics[0].Location!.File);
        Assert.EndsWith($".{direction}.sql", report.Diagnostics[0].Location!.File);
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        Assert.Contains("no_such_table", report.Diagnostics[0].Message);
    }
}
