using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.Scripts;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What others write is never lost to a restore; each test on a server without others.</summary>
[TestClass]
public sealed class ForeignChangesTests
{
    private ScratchServer _server = null!;
    private string _connectionString = "";

    public TestContext TestContext { get; set; } = null!;

    private TempFolder Folder { get; } = new();

    private string File => Folder.File("shop.snapshot");

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public async Task StartAsync()
    {
        TestServer.RequirePrograms();
        _server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        _connectionString = await _server.CreateDatabaseAsync("shop", Cancellation);
    }

    [TestCleanup]
    public async Task StopAsync()
    {
        Folder.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task SessionThatWasThereBeforeAndIsGoneIsSeen()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a int);");
        await using var other = await OpenAsync();
        await other.ScalarAsync("SELECT count(*) FROM t", Cancellation);
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);

        await RunAsync(other, "INSERT INTO t VALUES (1);");
        await other.DisposeAsync();
        await WaitForSessionsAsync(database, 0);

        Assert.AreNotEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task SecondLookOfATransactionSeesWhoCameSince()
    {
        await using var database = await OpenAsync();
        await RunAsync(database, "CREATE TABLE t (a int);");
        await database.BeginAsync(Cancellation);
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        WriteAndLeave();
        await using var elsewhere = new Npgsql.NpgsqlConnection(_server.ConnectionString());
        await elsewhere.OpenAsync(Cancellation);
        await using (var gone = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = 'shop'", elsewhere))
        {
            while ((long)(await gone.ExecuteScalarAsync(Cancellation))! > 1)
                await Task.Delay(20, Cancellation);
        }

        Assert.AreNotEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
        await database.RollbackAsync();
    }

    [TestMethod]
    public async Task OwnLookAtWhoBlocksIsNobodyElse()
    {
        await using var database = await OpenAsync();
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);

        // Longer than half of the lock timeout, from when on a second session looks.
        await database.ExecuteAsync(Script("CREATE TABLE slow AS SELECT pg_sleep(1.5)::text") with { Transactional = false }, Cancellation);

        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task WhatIsWrittenWhileTheCopyIsMadeIsNotLost()
    {
        await using var database = await OpenAsync();
        var mark = await PrepareAsync(database);

        var busy = await Assert.ThrowsExactlyAsync<EngineException>(
            () => database.RestoreSnapshotUnlessChangedAsync(File, mark, new AtFirstReport(WriteAndLeave), Cancellation));

        Assert.AreEqual(EngineTrouble.Busy, busy.Trouble, busy.Message);
        Assert.AreEqual("9", await database.ScalarAsync("SELECT max(a) FROM t", Cancellation));
        await AssertNoCopyAsync(database);
    }

    [TestMethod]
    public async Task WhatIsWrittenRightBeforeTheSwapIsNotLost()
    {
        await using var idle = await OpenAsync();
        await using var database = await OpenAsync(fence: true, notice => { if (notice.StartsWith("ending", StringComparison.Ordinal)) WriteAndLeave(); });
        var mark = await PrepareAsync(database);

        var busy = await Assert.ThrowsExactlyAsync<EngineException>(() => database.RestoreSnapshotUnlessChangedAsync(File, mark, null, Cancellation));

        Assert.AreEqual(EngineTrouble.Busy, busy.Trouble, busy.Message);
        Assert.AreEqual("9", await database.ScalarAsync("SELECT max(a) FROM t", Cancellation));
        await AssertNoCopyAsync(database);
    }

    [TestMethod]
    public async Task FencedRestoreEndsSessionsThatWriteNothing()
    {
        await using var idle = await OpenAsync();
        await using var database = await OpenAsync(fence: true);
        var mark = await PrepareAsync(database);

        await database.RestoreSnapshotUnlessChangedAsync(File, mark, null, Cancellation);

        Assert.AreEqual("1", await database.ScalarAsync("SELECT max(a) FROM t", Cancellation));
        await AssertNoCopyAsync(database);
    }

    [TestMethod]
    public async Task TemplateCopyOfOnesOwnIsNobodyElse()
    {
        await using var database = await new PostgreSqlDriver().OpenAsync(
            new ConnectionRequest(_connectionString, false, TimeSpan.FromMinutes(1)) { SnapshotMethod = "template" }, Cancellation);
        await RunAsync(database, "CREATE TABLE t (a int);");
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);

        await database.WriteSnapshotAsync(File, null, Cancellation);

        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    private async Task<string> PrepareAsync(IDatabase database)
    {
        await RunAsync(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1);");
        await database.WriteSnapshotAsync(File, null, Cancellation);
        await RunAsync(database, "INSERT INTO t VALUES (2);");
        return await database.ReadForeignChangeMarkAsync(Cancellation);
    }

    private void WriteAndLeave() => Task.Run(async () =>
    {
        await using var other = await OpenAsync();
        await RunAsync(other, "INSERT INTO t VALUES (9);");
    }, Cancellation).GetAwaiter().GetResult();

    private async Task AssertNoCopyAsync(IDatabase database) =>
        Assert.AreEqual("0", await database.ScalarAsync(@"SELECT count(*) FROM pg_database WHERE datname LIKE 'shop\_mb\_%'", Cancellation));

    private async Task WaitForSessionsAsync(IDatabase database, int count)
    {
        while (await database.ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", Cancellation) != $"{count}")
            await Task.Delay(20, Cancellation);
    }

    private async Task RunAsync(IDatabase database, string sql)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script(sql), Cancellation);
        await database.CommitAsync(Cancellation);
    }

    private Task<IDatabase> OpenAsync(bool fence = false, Action<string>? notices = null) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(_connectionString, false, TimeSpan.FromMinutes(1), Notices: notices) { Fence = fence }, Cancellation);

    private static MigrationScript Script(string text) => new() { File = "f.sql", Text = text, Hash = TextHash.Of(text) };

    private sealed class AtFirstReport(Action act) : IProgress<double>
    {
        private Action? _act = act;

        public void Report(double value) => Interlocked.Exchange(ref _act, null)?.Invoke();
    }
}
