using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.PostgreSql;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What a script, a database's defaults or somebody's lock may do to a step.</summary>
[TestClass]
public sealed class StepSafetyTests : PostgreSqlTests
{
    [TestMethod]
    [DataRow("CALL twice()")]
    [DataRow("DO 'BEGIN INSERT INTO done VALUES (1); COMMIT; LOCK TABLE t; END'")]
    public async Task WhatCommitsByItselfIsNotTriedAgain(string statement)
    {
        await PlainAsync("CREATE TABLE t (a int); CREATE TABLE done (a int); CREATE PROCEDURE twice() LANGUAGE plpgsql AS 'BEGIN INSERT INTO done VALUES (1); COMMIT; LOCK TABLE t; END'");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("LOCK TABLE t");

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script(statement, transactional: false) with { LockTimeout = TimeSpan.FromMilliseconds(200), Timeout = TimeSpan.FromSeconds(5) }, Cancellation));

        Assert.AreEqual("1", await AskAsync("SELECT count(*) FROM done"));
        Assert.AreEqual("55P03", failure.Code);
    }

    [TestMethod]
    [DataRow("SELECT pg_advisory_unlock_all();", true)]
    [DataRow("DISCARD ALL", false)]
    public async Task ScriptThatLetsGoOfTheDeploymentLockIsStopped(string sql, bool transactional)
    {
        await using var database = await OpenAsync();
        await using var held = await database.LockAsync(Long, "me", Cancellation);
        if (transactional)
            await database.BeginAsync(Cancellation);

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => database.ExecuteAsync(Script(sql, transactional), Cancellation));

        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.Contains("deployment lock", failure.Message);
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task TransactionThatWasExchangedUnseenIsToldByItsNumber()
    {
        await using var database = await PostgreSqlDatabase.OpenAsync(new ConnectionRequest(ConnectionString, false, Long), new BlindDialect(), Cancellation);
        await database.BeginAsync(Cancellation);

        // With the savepoint that the driver looks for, nothing but the number is another one.
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("CREATE TABLE t (a int);\nCOMMIT; BEGIN; SAVEPOINT migrationbuild_step;"), Cancellation));

        Assert.AreEqual(ScriptFailure.BrokeTransaction, failure.Reason);
        Assert.Contains("ended the transaction", failure.Message);
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task LimitsHoldBetweenScriptsToo()
    {
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        var before = await LimitsAsync();
        await database.ExecuteAsync(Script("SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"), Cancellation);
        Assert.AreEqual(before, await LimitsAsync());
        Assert.AreEqual("2s 10min", before);
        await database.RollbackAsync();

        Task<string?> LimitsAsync() => database.ScalarAsync("SELECT concat_ws(' ', current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'))", Cancellation);
    }

    [TestMethod]
    public async Task DefaultsOfTheDatabaseStopNoStep()
    {
        var name = await AskAsync("SELECT quote_ident(current_database())");
        await PlainAsync($"ALTER DATABASE {name} SET default_transaction_read_only = on; ALTER DATABASE {name} SET idle_session_timeout = '1min'");
        await using var database = await OpenAsync();

        await RunAsync(database, "CREATE TABLE inside (a int);");
        await database.ExecuteAsync(Script("CREATE TABLE outside (a int)", transactional: false), Cancellation);

        // A session that waits for its own dump or restore is idle for longer than any limit.
        Assert.AreEqual("0", await database.ScalarAsync("SELECT current_setting('idle_session_timeout')", Cancellation));
    }

    [TestMethod]
    public async Task CommitIsDurableWhateverTheDatabaseSays()
    {
        await PlainAsync("CREATE TABLE t (a int); CREATE TABLE seen (how text)");
        await PlainAsync("CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO seen VALUES (current_setting(''synchronous_commit'')); RETURN NULL; END'");
        await PlainAsync("CREATE CONSTRAINT TRIGGER look AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION look()");
        await PlainAsync($"ALTER DATABASE \"{await AskAsync("SELECT current_database()")}\" SET synchronous_commit = off");
        await using var database = await OpenAsync();

        await RunAsync(database, "INSERT INTO t VALUES (1);");

        Assert.AreEqual("on", await AskAsync("SELECT how FROM seen"));
    }

    [TestMethod]
    public async Task CancelledConcurrentIndexDoesNotWaitForWhoBlocksIt()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("INSERT INTO t VALUES (1)");
        using var stop = new CancellationTokenSource();
        var running = database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a)", transactional: false), stop.Token);
        while (await AskAsync("SELECT count(*) FROM pg_class WHERE relname = 'i'") == "0")
            await Task.Delay(20, Cancellation);
        await stop.CancelAsync();

        // Not a measure of time: without an end to it the test would hang.
        await Assert.ThrowsAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(40), Cancellation));
    }

    [TestMethod]
    public async Task ConcurrentIndexThatIsBlockedTellsItsTimeLimit()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync();
        await using var blocker = await BlockAsync("INSERT INTO t VALUES (1)");

        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a)", transactional: false) with { Timeout = TimeSpan.FromSeconds(1) }, Cancellation));

        Assert.AreEqual(ScriptFailure.TimedOut, failure.Reason);
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("base")]
    public async Task ValueOfAnEnumIsUsedByTheStepAfterTheOneThatAddsIt(string from)
    {
        await using var database = await OpenAsync();
        var bundle = Bundle("CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood);", "ALTER TYPE public.mood ADD VALUE IF NOT EXISTS 'b';", "DO $$ BEGIN INSERT INTO t VALUES ('b'); END $$;");
        if (from != "base")
            await ApplyAsync(database, bundle, from);

        var report = await ApplyAsync(database, bundle, "head");

        Assert.AreEqual("b", await AskAsync("SELECT m::text FROM t"));
        Assert.IsNotNull(report.Snapshot, "the way back of a run that is not one transaction");
    }

    [TestMethod]
    public async Task ValueOfAnEnumThatNoStepUsesNeedsNoSplit()
    {
        await using var database = await OpenAsync();

        var report = await ApplyAsync(database, Bundle("CREATE TYPE mood AS ENUM ('a'); CREATE TABLE t (m mood);", "ALTER TYPE mood ADD VALUE 'b' AFTER 'a';", "INSERT INTO t VALUES ('a');"), "head");

        Assert.IsNull(report.Snapshot);
    }

    private async Task<RunReport> ApplyAsync(IDatabase database, Bundle bundle, string target)
    {
        using var folder = new TempFolder();
        var options = new DeploymentOptions { LockTimeout = Long, SnapshotDirectory = folder.File("snapshots"), ToolVersion = "0.1.0", Owner = "test@here" };
        var report = await new Deployer(database, bundle, options, Silence.Instance).RunAsync(Direction.Up, target, Cancellation);
        Assert.AreEqual(RunOutcome.Applied, report.Outcome, string.Join('\n', report.Diagnostics));
        return report;
    }

    private static Bundle Bundle(params string[] ups) => BundleReader.Read(BundleWriter.Write(new MigrationChain
    {
        Engine = "postgresql",
        Migrations = [.. ups.Select((up, i) => new Migration
        {
            Version = MigrationVersion.Parse($"{i + 1:D4}"),
            Name = "step",
            Up = new MigrationScript { File = $"Migrations/{i + 1:D4}_step.up.sql", Text = up, Hash = TextHash.Of(up) },
            ChainHash = TextHash.Of($"{i}"),
        })],
    }, "0.1.0"), "test");
}
