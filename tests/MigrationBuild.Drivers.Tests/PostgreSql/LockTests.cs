using MigrationBuild.Diagnostics;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

[TestClass]
public sealed class LockTests : PostgreSqlTests
{
    [TestMethod]
    public async Task HolderIsNamed()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await using var held = await first.LockAsync(Long, "anna@build-7", Cancellation);
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => second.LockAsync(TimeSpan.FromMilliseconds(100), "me", Cancellation));
        Assert.Contains("'migrationbuild anna@build-7' (server process ", refused.Message);
        Assert.Contains(", connected since 20", refused.Message);
    }

    [TestMethod]
    public async Task ThirtyTwoAtOnceTakeTurns()
    {
        var inside = 0;
        var turns = 0;
        await System.Threading.Tasks.Parallel.ForAsync(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (_, token) =>
        {
            await using var database = await OpenAsync();
            await using var held = await database.LockAsync(TimeSpan.FromMinutes(2), "one of many", token);
            Assert.AreEqual(1, Interlocked.Increment(ref inside));
            turns++;
            Interlocked.Decrement(ref inside);
        });
        Assert.AreEqual(32, turns);
        Assert.AreEqual("0", await AskAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    [TestMethod]
    public async Task WaitingDoesNotBlockAConcurrentIndex()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        await using var held = await first.LockAsync(Long, "first", Cancellation);
        using var stop = new CancellationTokenSource();
        var waiting = second.LockAsync(Long, "second", stop.Token);
        await first.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a)", transactional: false), Cancellation);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.AreEqual("True", await AskAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"));
    }

    [TestMethod]
    public async Task BlockedStatementIsTriedAgainAndWhoBlocksIsTold()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        var notices = new List<string>();
        await using var database = await OpenAsync(notices: notices.Add);
        var blocker = await BlockAsync("SELECT * FROM t");
        await database.BeginAsync(Cancellation);
        var script = Script("CREATE TABLE before (a int);\nALTER TABLE t ADD COLUMN b int;") with { LockTimeout = TimeSpan.FromSeconds(1) };
        var running = database.ExecuteAsync(script, Cancellation);
        while (!notices.Any(n => n.Contains("attempt")))
            await Task.Delay(20, Cancellation);
        await blocker.DisposeAsync();
        await running;
        await database.CommitAsync(Cancellation);

        var told = notices.First(n => n.Contains("attempt"));
        Assert.StartsWith("Migrations/0001_test.up.sql(2,1): canceling statement due to lock timeout; blocked by server process ", told);
        Assert.Contains("'the shop'", told);
        Assert.Contains("idle in transaction", told);
        Assert.AreEqual("2", await AskAsync("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"));
    }

    // A writer keeps the index from being finished, and what is left of it from being dropped.
    [TestMethod]
    public async Task BlockedConcurrentIndexIsBuiltAnewByALaterAttempt()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        var notices = new List<string>();
        await using var database = await OpenAsync(notices: notices.Add);
        var blocker = await BlockAsync("INSERT INTO t VALUES (1)");
        var running = database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON t (a);", transactional: false) with { LockTimeout = TimeSpan.FromMilliseconds(500) }, Cancellation);
        while (!running.IsCompleted && !notices.Any(n => n.Contains("attempt 2")))
            await Task.Delay(20, Cancellation);
        await blocker.DisposeAsync();
        await running;

        Assert.AreEqual("i True", await AskAsync("SELECT string_agg(indexrelid::regclass::text || ' ' || CASE WHEN indisvalid THEN 'True' ELSE 'False' END, ',') FROM pg_index WHERE indrelid = 't'::regclass"));
    }

    [TestMethod]
    public async Task BlockedStatementGivesUpWithinTheRunsLimit()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync(TimeSpan.FromSeconds(2));
        await using var blocker = await BlockAsync("LOCK TABLE t");
        await database.BeginAsync(Cancellation);
        var failure = await Assert.ThrowsExactlyAsync<ScriptException>(
            () => database.ExecuteAsync(Script("ALTER TABLE t ADD COLUMN b int;") with { LockTimeout = TimeSpan.FromMilliseconds(700) }, Cancellation));
        Assert.AreEqual("55P03", failure.Code);
        Assert.Contains("'the shop'", failure.Message);
        await database.RollbackAsync();
        Assert.IsTrue(await database.ReadHistoryAsync(Cancellation) is null);
    }

    [TestMethod]
    public async Task HistoryThatSomebodyHasLockedIsBusy()
    {
        await using var database = await OpenAsync(TimeSpan.FromMilliseconds(300));
        await database.AppendHistoryAsync(ARow, Cancellation);
        await using var blocker = await BlockAsync("LOCK TABLE migration_history");

        // Not a measure of time: without an end to it the test would hang.
        var busy = await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation));

        Assert.AreEqual(EngineTrouble.Busy, busy.Trouble);
    }

    private static Deployment.HistoryRow ARow => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = Deployment.HistoryAction.Up,
        Version = "0001",
        Name = "n",
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = DateTimeOffset.UnixEpoch,
        By = "me",
    };
}
