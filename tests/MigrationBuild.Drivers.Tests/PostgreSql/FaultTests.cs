using System.Diagnostics;
using MigrationBuild.Bundles;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Servers and connections that die, each on a server of its own.</summary>
[TestClass]
public sealed class FaultTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public void RequirePrograms() => TestServer.RequirePrograms();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task ConnectionCutAtCommitIsToldByTheHistory(bool after)
    {
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        await using var cutter = CommitCutter.Start(Path.Combine(server.Folder, ".s.PGSQL.5432"), after);
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync("shop", Cancellation)) { Host = "127.0.0.1", Port = cutter.Port, SslMode = SslMode.Disable }.ConnectionString;
        var bundle = DeploymentChain.Bundle("postgresql");

        var report = await DeployAsync(connection, bundle);

        Assert.IsTrue(cutter.HasCut);
        Assert.AreEqual(after ? RunOutcome.Applied : RunOutcome.Failed, report.Outcome, string.Join('\n', report.Diagnostics));
        if (!after)
            Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        var again = await DeployAsync(connection, bundle);
        Assert.AreEqual(after ? RunOutcome.UpToDate : RunOutcome.Applied, again.Outcome, string.Join('\n', again.Diagnostics));
        await AssertNothingIsLeftAsync(server, DeploymentChain.Length);
    }

    [TestMethod]
    public async Task ServerKilledInAStepLeavesWhatWas()
    {
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        var connection = await server.CreateDatabaseAsync("shop", Cancellation);
        var good = DeploymentChain.Bundle("postgresql");
        var last = good.Chain.Migrations[^1];
        var sleeping = last with { Up = WithText(last.Up, last.Up.Text + "\nSELECT pg_sleep(600);") };
        var bundle = BundleReader.Read(BundleWriter.Write(good.Chain with { Migrations = [.. good.Chain.Migrations.SkipLast(1), sleeping] }, "0.1.0"), "test");

        var running = DeployAsync(connection, bundle);
        await KillBackendAsync(server, "SELECT pg_sleep(600)%");
        var report = await running;

        Assert.AreEqual(RunOutcome.Failed, report.Outcome);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(connection, good)).Outcome);
        await AssertNothingIsLeftAsync(server, DeploymentChain.Length);
    }

    [TestMethod]
    public async Task OtherSessionsChangesAreSeenAndOwnOnesAreNot()
    {
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        var connection = await server.CreateDatabaseAsync("shop", Cancellation);
        await server.CreateDatabaseAsync("elsewhere", Cancellation);
        await using var database = await OpenAsync(connection);
        await using var other = await OpenAsync(connection);
        var mark = await MarkAsync();

        await RunAsync(database, "CREATE TABLE t (a int); DO $$ BEGIN BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN OTHERS THEN NULL; END; END $$;");
        await database.ExecuteAsync(Script("VACUUM t") with { Transactional = false }, Cancellation);
        Assert.AreEqual(mark, await MarkAsync(), "own changes");
        await other.ScalarAsync("SELECT count(*) FROM t", Cancellation);
        Assert.AreEqual(mark, await MarkAsync(), "somebody reads");
        await using (var elsewhere = await OpenAsync(server.ConnectionString("elsewhere")))
            await RunAsync(elsewhere, "CREATE TABLE t (a int);");
        Assert.AreEqual(mark, await MarkAsync(), "another database");
        await RunAsync(other, "INSERT INTO t VALUES (2);");
        Assert.AreNotEqual(mark, mark = await MarkAsync(), "somebody writes");
        await using (var brief = await OpenAsync(connection))
            await RunAsync(brief, "INSERT INTO t VALUES (3);");
        Assert.AreNotEqual(mark, mark = await MarkAsync(), "somebody writes and is gone");
        await other.BeginAsync(Cancellation);
        await other.ExecuteAsync(Script("INSERT INTO t VALUES (4);"), Cancellation);
        mark = await MarkAsync();
        await RunAsync(database, "INSERT INTO t VALUES (5);");
        Assert.AreEqual(mark, await MarkAsync(), "somebody has not committed yet");
        await other.CommitAsync(Cancellation);
        Assert.AreNotEqual(mark, await MarkAsync(), "somebody commits what was begun before");

        Task<string> MarkAsync() => database.ReadForeignChangeMarkAsync(Cancellation);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task ChangesWhileTheConnectionWasBrokenAreSeen(bool somebodyWrites)
    {
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        var connection = await server.CreateDatabaseAsync("shop", Cancellation);
        await using var database = await OpenAsync(connection);
        await RunAsync(database, "CREATE TABLE t (a int);");
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        var pid = await database.ScalarAsync("SELECT pg_backend_pid()", Cancellation);

        await using (var elsewhere = await OpenAsync(server.ConnectionString()))
            await RunAsync(elsewhere, $"SELECT pg_terminate_backend({pid}); CREATE TABLE elsewhere (a int);");
        if (somebodyWrites)
        {
            await using var other = await OpenAsync(connection);
            await RunAsync(other, "INSERT INTO t VALUES (1);");
        }
        await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadForeignChangeMarkAsync(Cancellation));

        Assert.AreEqual(!somebodyWrites, mark == await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    [TestMethod]
    public async Task ThroughATransactionPoolerEachStepRunsOnce()
    {
        Pooler.Require();
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        await server.CreateDatabaseAsync("shop", Cancellation);
        await using var pooler = await Pooler.StartAsync(server);
        var connection = pooler.ConnectionString("shop");
        var bundle = DeploymentChain.Bundle("postgresql");
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<string>();

        await System.Threading.Tasks.Parallel.ForAsync(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (_, _) =>
        {
            try
            {
                outcomes.Add((await DeployAsync(connection, bundle)).ToString());
            }
            catch (MigrationException e)
            {
                outcomes.Add(e.ExitCode.ToString());
            }
        });

        Assert.AreEqual(RunOutcome.UpToDate, (await DeployAsync(connection, bundle)).Outcome, string.Join('\n', outcomes));
        await AssertNothingIsLeftAsync(server, DeploymentChain.Length);
        var outside = DeploymentChain.Bundle("postgresql", outside: 12);
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => DeployAsync(connection, outside, Direction.Down));
        Assert.AreEqual(ExitCode.Refused, refused.ExitCode);
        Assert.Contains("pooler", refused.Message);
    }

    private async Task KillBackendAsync(ScratchServer server, string query)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync(Cancellation);
        while (true)
        {
            await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE query LIKE $1 AND pid <> pg_backend_pid()", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = query });
            if (await command.ExecuteScalarAsync(Cancellation) is int pid)
            {
                Process.GetProcessById(pid).Kill();
                return;
            }
            await Task.Delay(20, Cancellation);
        }
    }

    private static async Task AssertNothingIsLeftAsync(ScratchServer server, int rows)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString("shop"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT count(*) FROM migration_history WHERE action = 'up'), (SELECT count(DISTINCT version) FROM migration_history),
                (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%')
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.AreEqual((rows, rows, 0, 0), ((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3)));
    }

    private async Task<RunReport> DeployAsync(string connection, Bundle bundle, Direction direction = Direction.Up)
    {
        await using var database = await OpenAsync(connection);
        var options = new DeploymentOptions { LockTimeout = TimeSpan.FromMinutes(1), SnapshotDirectory = Path.GetTempPath(), ToolVersion = "0.1.0", Owner = "test@here", Snapshots = SnapshotPolicy.Never };
        return await new Deployer(database, bundle, options, Silence.Instance).RunAsync(direction, direction == Direction.Up ? "head" : "base", Cancellation);
    }

    private async Task RunAsync(IDatabase database, string sql)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script(sql), Cancellation);
        await database.CommitAsync(Cancellation);
    }

    private Task<IDatabase> OpenAsync(string connection) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromMinutes(1)), Cancellation);

    private static MigrationScript WithText(MigrationScript script, string text) => script with { Text = text, Hash = TextHash.Of(text) };

    private static MigrationScript Script(string text) => new() { File = "f.sql", Text = text, Hash = TextHash.Of(text) };
}
