using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Sessions that the server ends, and what is said of it.</summary>
[TestClass]
public sealed class BrokenSessionTests : PostgreSqlTests
{
    [TestMethod]
    public async Task TransactionOfAnEndedSessionIsRolledBack()
    {
        await PlainAsync("CREATE TABLE t (a int)");
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script("INSERT INTO t VALUES (1);"), Cancellation);
        await EndAsync(database);

        await database.RollbackAsync();

        Assert.AreEqual("0", await database.ScalarAsync("rows(t)", Cancellation));
    }

    [TestMethod]
    public async Task RestoreByHandIsToldOfALostSessionAsOfAnOpenOne()
    {
        await using var database = await OpenAsync();
        using var folder = new TempFolder();
        var file = folder.File("s.snapshot");
        await database.WriteSnapshotAsync(file, null, Cancellation);
        var open = database.RestoreByHand(file);
        await EndAsync(database);
        await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation));

        CollectionAssert.AreEqual(open.ToList(), database.RestoreByHand(file).ToList());
    }

    [TestMethod]
    public async Task UnfinishedDumpOfALostTransactionIsNothingButItsFile()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("s.snapshot"), "PGDMP", Cancellation);
        await using var database = await OpenAsync();
        await database.BeginAsync(Cancellation);
        await EndAsync(database);
        await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation));

        Assert.IsTrue(await database.DiscardSnapshotAsync(folder.File("s.snapshot"), Cancellation));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("{ no description of a copy")]
    public async Task RestoreByHandIsToldEvenWhereTheSnapshotIsNoMore(string? content)
    {
        using var folder = new TempFolder();
        if (content is not null)
            await File.WriteAllTextAsync(folder.File("s.snapshot"), content, Cancellation);
        await using var database = await OpenAsync();

        Assert.IsNotEmpty(database.RestoreByHand(folder.File("s.snapshot")));
    }

    [TestMethod]
    public async Task ServerSeesDuringAStatementThatItsClientIsGone()
    {
        await using var database = await OpenAsync();
        Assert.AreEqual("5s", await database.ScalarAsync("SELECT current_setting('client_connection_check_interval')", Cancellation));
    }

    [TestMethod]
    public async Task NothingIsChangedOnceSomebodyElseHasTheLockOfALostSession()
    {
        await using var database = await OpenAsync();
        await using var held = await database.LockAsync(Long, "first", Cancellation);
        using var folder = new TempFolder();
        await database.WriteSnapshotAsync(folder.File("s.snapshot"), null, Cancellation);
        await EndAsync(database);
        await using var other = await OpenAsync();
        await using var taken = await other.LockAsync(Long, "second", Cancellation);
        await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation), "that the session is gone shows only now");
        Assert.IsNull(await database.ReadHistoryAsync(Cancellation), "reading goes on in a new session");

        await RequireRefusedAsync(() => database.AppendHistoryAsync(Row, Cancellation));
        await RequireRefusedAsync(() => database.ExecuteAsync(Script("CREATE TABLE t (a int)", transactional: false), Cancellation));
        await RequireRefusedAsync(() => database.RestoreSnapshotAsync(folder.File("s.snapshot"), null, Cancellation));
        await database.BeginAsync(Cancellation);
        await RequireRefusedAsync(() => database.ExecuteAsync(Script("CREATE TABLE t (a int)"), Cancellation));
        await database.RollbackAsync();

        Assert.IsTrue(await other.IsEmptyAsync(Cancellation));
        Assert.IsNull(await other.ReadHistoryAsync(Cancellation));

        static async Task RequireRefusedAsync(Func<Task> change) =>
            Assert.Contains("with it the deployment lock", (await Assert.ThrowsExactlyAsync<EngineException>(change)).Message);
    }

    [TestMethod]
    public async Task LockOfALostSessionIsTakenAgainWhereItIsFree()
    {
        await using var database = await OpenAsync();
        await using var held = await database.LockAsync(Long, "first", Cancellation);
        await EndAsync(database);
        await Assert.ThrowsExactlyAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation));

        await database.AppendHistoryAsync(Row, Cancellation);

        await using var other = await OpenAsync();
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => other.LockAsync(TimeSpan.Zero, "second", Cancellation));
        Assert.AreEqual(Descriptors.LockBusy, refused.Diagnostic.Descriptor);
    }

    [TestMethod]
    public async Task ScriptThatEndsItsOwnSessionIsTakenBack()
    {
        var bundle = DeploymentChain.Bundle("postgresql");
        bundle = DriverConformance.WithUp(bundle, 3, "SELECT pg_terminate_backend(pg_backend_pid());");
        await using var database = await OpenAsync();
        using var folder = new TempFolder();

        var report = await new Deployer(database, bundle, Options(folder), Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);

        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        Assert.AreEqual("0003_email.up.sql", Path.GetFileName(report.Diagnostics[0].Location!.File));
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task PlaceForANewSessionIsWaitedFor()
    {
        var role = $"mb_limited_{Guid.NewGuid():N}";
        await PlainAsync($"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role }.ConnectionString;
            await using var database = await OpenAsync(connection: connection);
            await database.BeginAsync(Cancellation);
            await EndAsync(database);
            await using var taken = new NpgsqlConnection(connection);
            await ConnectAsync(taken);

            var rolledBack = database.RollbackAsync();
            await Task.WhenAny(rolledBack, Task.Delay(500, Cancellation));
            await taken.CloseAsync();

            await rolledBack;
            Assert.AreEqual("1", await database.ScalarAsync("SELECT 1", Cancellation));
        }
        finally
        {
            await PlainAsync($"DROP ROLE {role}");
        }
    }

    [TestMethod]
    public async Task OldSessionIsEndedByTheLoginWhateverTheRoleMay()
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { Options = "-c role=pg_database_owner" }.ConnectionString;
        await using var old = await Session.OpenAsync(connection, null, Cancellation);
        var facts = await ServerFacts.ReadAsync(old, Cancellation);
        var working = old.ExecuteAsync("SELECT pg_sleep(2)", Cancellation);
        var reopening = SessionEnd.ReopenAsync(connection, facts, null, isOwn: true);

        var ended = await Assert.ThrowsExactlyAsync<PostgresException>(() => working);
        Assert.AreEqual(PostgresErrorCodes.AdminShutdown, ended.SqlState);
        await using var next = await reopening;
        Assert.AreEqual(1, await next.ValueAsync<int>("SELECT 1", Cancellation));
    }

    [TestMethod]
    public async Task RowsThatOthersWriteDuringTheComparisonAreNoDifference()
    {
        await using var inner = await OpenAsync();
        using var folder = new TempFolder();
        var options = Options(folder);
        var good = DeploymentChain.Bundle("postgresql");
        await new Deployer(inner, good, options, Silence.Instance).RunAsync(Direction.Up, "3", Cancellation);
        var readings = 0;
        var database = TroubledDatabase.Around(inner, nameof(IDatabase.ReadStateAsync), read =>
        {
            // The second reading is the one after the failure.
            if (++readings == 2)
                Task.Run(() => PlainAsync("INSERT INTO customers (id, name) VALUES (99, 'meanwhile')"), Cancellation).GetAwaiter().GetResult();
            return read();
        });

        var report = await new Deployer(database, DeploymentChain.Bundle("postgresql", failingStep: 9), options, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);

        Assert.AreEqual(2, readings);
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        Assert.AreEqual(ExitCode.Failed, report.ExitCode);
    }

    private static HistoryRow Row => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = HistoryAction.Up,
        Version = "0001",
        Name = "n",
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = DateTimeOffset.UnixEpoch,
        By = "me",
    };

    private static DeploymentOptions Options(TempFolder folder) =>
        new() { LockTimeout = TimeSpan.FromMinutes(1), SnapshotDirectory = folder.File("snapshots"), ToolVersion = "0.1.0", Owner = "test@here" };

    private async Task EndAsync(IDatabase database)
    {
        var pid = await database.ScalarAsync("SELECT pg_backend_pid()", Cancellation);
        await AskAsync($"SELECT pg_terminate_backend({pid}, 10000)");
    }

    private async Task ConnectAsync(NpgsqlConnection connection)
    {
        while (true)
        {
            try
            {
                await connection.OpenAsync(Cancellation);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await Task.Delay(20, Cancellation);
            }
        }
    }
}
