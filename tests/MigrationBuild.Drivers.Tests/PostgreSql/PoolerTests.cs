using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Eng;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A session behind a pooler in transaction mode is everybody's.</summary>
[TestClass]
public sealed class PoolerTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestMethod]
    public async Task NothingStaysSetOnASessionThatOthersUseToo()
    {
        RequirePooler();
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        await server.CreateDatabaseAsync("shop", Cancellation);
        await using var pooler = await Pooler.StartAsync(server);
        var before = await SettingsAsync(pooler);

        var bundle = DeploymentChain.WithUp("postgresql", "SET work_mem = '1MB';\nSET search_path = pg_catalog;\nCREATE TABLE public.t (a int);", "DROP TABLE t;");
        await DeployAsync(pooler.ConnectionString("shop"), bundle, "head");

        CollectionAssert.AreEqual(before, await SettingsAsync(pooler));
    }

    [TestMethod]
    public async Task DeployersWhoseStepsWouldAllSucceedTwiceTakeTurns()
    {
        RequirePooler();
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        var direct = await server.CreateDatabaseAsync("shop", Cancellation);
        await using var pooler = await Pooler.StartAsync(server);
        var bundle = Inserts(5);
        await DeployAsync(direct, bundle, "1");

        await System.Threading.Tasks.Parallel.ForAsync(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Cancellation },
            async (_, _) => await DeployAsync(pooler.ConnectionString("shop"), bundle, "head"));

        await using var database = await OpenAsync(direct);
        Assert.AreEqual("4", await database.ScalarAsync("rows(t)", Cancellation));
        Assert.AreEqual("5", await database.ScalarAsync("SELECT count(*) FROM migration_history WHERE action = 'up'", Cancellation));
    }

    // Nothing in the steps after the first keeps a second deployer from running them again.
    private static Bundle Inserts(int count) => BundleReader.Read(BundleWriter.Write(new MigrationChain
    {
        Engine = "postgresql",
        Migrations = [.. Enumerable.Range(1, count).Select(n => new Migration
        {
            Version = MigrationVersion.Parse($"{n:D4}"),
            Name = "step",
            Up = Script(n == 1 ? "CREATE TABLE t (a int);" : $"INSERT INTO t VALUES ({n}); SELECT pg_sleep(0.05);"),
            ChainHash = TextHash.Of($"{n}"),
        })],
    }, "0.1.0"), "test");

    private static MigrationScript Script(string text) => new() { File = "Migrations/step.up.sql", Text = text, Hash = TextHash.Of(text) };

    private static void RequirePooler()
    {
        TestServer.RequirePrograms();
        Pooler.Require();
    }

    private Task<IDatabase> OpenAsync(string connection) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromMinutes(1)), Cancellation);

    private async Task DeployAsync(string connection, Bundle bundle, string target)
    {
        await using var database = await OpenAsync(connection);
        var options = new DeploymentOptions { LockTimeout = TimeSpan.FromMinutes(1), SnapshotDirectory = Path.GetTempPath(), ToolVersion = "0.1.0", Owner = "test@here", Snapshots = SnapshotPolicy.Never };
        var report = await new Deployer(database, bundle, options, Silence.Instance).RunAsync(Direction.Up, target, Cancellation);
        Assert.IsTrue(report.ExitCode is ExitCode.Done or ExitCode.LockBusy, string.Join('\n', report.Diagnostics));
    }

    // Of every session that the pooler has: each is kept in a transaction until the others are asked.
    private async Task<List<string>> SettingsAsync(Pooler pooler)
    {
        var connections = new List<NpgsqlConnection>();
        var settings = new List<string>();
        try
        {
            for (var i = 0; i < PoolerProcess.Sessions; i++)
            {
                var connection = new NpgsqlConnection(pooler.ConnectionString("shop"));
                connections.Add(connection);
                await connection.OpenAsync(Cancellation);
                await connection.BeginTransactionAsync(Cancellation);
                await using var command = new NpgsqlCommand(
                    """
                    SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
                    WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'client_connection_check_interval', 'work_mem', 'search_path', 'role')
                    """, connection);
                settings.Add((string)(await command.ExecuteScalarAsync(Cancellation))!);
            }
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
        return settings;
    }
}
