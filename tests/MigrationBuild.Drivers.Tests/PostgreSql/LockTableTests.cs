using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>A server whose lock table is too small for one transaction of the whole run.</summary>
[TestClass]
public sealed class LockTableTests
{
    // Some 105 of these fill the smallest lock table.
    private const int Steps = 140;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestMethod]
    public async Task RunThatNoTransactionCanHoldGoesInPartsAndSaysSo()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        var bundle = Chain();
        Assert.AreEqual("53200", await InOneTransactionAsync(connection, bundle), "without the parts it does not work");
        await WaitUntilAloneAsync(connection);
        var warnings = new List<Diagnostic>();

        var report = await DeployAsync(connection, bundle, Direction.Up, "head", warnings);

        Assert.AreEqual(RunOutcome.Applied, report.Outcome, string.Join('\n', report.Diagnostics));
        Assert.HasCount(Steps, report.Steps);
        Assert.AreEqual($"{Steps}|{Steps}", await AskAsync(connection, "SELECT (SELECT count(*) FROM migration_history WHERE action = 'up') || '|' || (SELECT count(*) FROM pg_tables WHERE tablename LIKE 't%' AND schemaname = 'public')"));
        var warning = warnings.Single();
        Assert.AreEqual("MB6032", warning.Descriptor.Code);
        Assert.Contains($"the {Steps} steps run in 28 transactions instead of one: together they would hold about 1,260 locks, and the server has room for 100", warning.Message);
        Assert.Contains("taken back by the snapshot", warning.Message);

        warnings.Clear();
        report = await DeployAsync(connection, bundle, Direction.Down, "base", warnings);
        Assert.AreEqual(RunOutcome.RolledBack, report.Outcome, string.Join('\n', report.Diagnostics));
        Assert.HasCount(1, warnings);
        Assert.AreEqual("0", await AskAsync(connection, "SELECT count(*) FROM pg_tables WHERE tablename LIKE 't%' AND schemaname = 'public'"));
    }

    [TestMethod]
    public async Task WhatFailsInTheThirdPartIsTakenBackWhole()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        await DeployAsync(connection, Chain(), Direction.Up, "2");
        var before = await StateAsync(connection);

        var report = await DeployAsync(connection, Chain(failing: 14), Direction.Up, "head");

        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.Contains("snapshot restored; schema and row counts compared", report.Diagnostics[1].Message);
        Assert.IsEmpty(report.Steps);
        Assert.IsEmpty((await StateAsync(connection)).DifferencesFrom(before));
        Assert.AreEqual("2", await AskAsync(connection, "SELECT count(*) FROM migration_history WHERE action = 'up'"));
    }

    [TestMethod]
    public async Task WithoutASnapshotTheReportSaysWhatStays()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        var warnings = new List<Diagnostic>();

        var report = await DeployAsync(connection, Chain(failing: 14), Direction.Up, "head", warnings, SnapshotPolicy.Never);

        Assert.Contains("those before it STAY", warnings.Single().Message);
        Assert.AreEqual(ExitCode.NeedsPerson, report.ExitCode);
        Assert.Contains("In effect are 10 steps, from up 0001 table to up 0010 table, and nothing of what comes after", report.Diagnostics[1].Message);
        Assert.HasCount(10, report.Steps);
        Assert.AreEqual("0010", report.ToVersion);
        Assert.AreEqual("10|10", await AskAsync(connection, "SELECT (SELECT count(*) FROM migration_history WHERE action = 'up') || '|' || (SELECT count(*) FROM pg_tables WHERE tablename LIKE 't%' AND schemaname = 'public')"));
        // From there it goes on.
        Assert.AreEqual(RunOutcome.Applied, (await DeployAsync(connection, Chain(), Direction.Up, "head")).Outcome);
    }

    [TestMethod]
    public async Task StepThatTakesMoreLocksThanAnybodyCouldCountIsTakenBack()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        var bundle = DeploymentChain.WithUp("postgresql", "DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', i); END LOOP; END $$;", "SELECT 1;");

        var report = await DeployAsync(connection, bundle, Direction.Up, "head");

        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.Contains("53200", report.Diagnostics[0].Message);
        Assert.AreEqual(Descriptors.RolledBack, report.Diagnostics[1].Descriptor, report.Diagnostics[1].ToString());
        await using var database = await OpenAsync(connection);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task WhoMeetsAFullLockTableIsToldWhatTheServerSays()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        await using var filler = new NpgsqlConnection(connection);
        await filler.OpenAsync(Cancellation);
        await FillAsync(filler);

        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => OpenAsync(connection));

        Assert.AreEqual(Descriptors.ConnectionFailed, refused.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("max_locks_per_transaction", refused.Message);
        await EmptyAsync(filler);
        await using var database = await OpenAsync(connection);
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    [TestMethod]
    public async Task LostSessionWaitsForRoomInTheLockTable()
    {
        await using var server = await SmallServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        await using var filler = new NpgsqlConnection(connection);
        await filler.OpenAsync(Cancellation);
        await using var database = await OpenAsync(connection);
        await database.BeginAsync(Cancellation);
        var pid = await database.ScalarAsync("SELECT pg_backend_pid()", Cancellation);
        await RunAsync(filler, $"SELECT pg_terminate_backend({pid}, 10000)");
        await FillAsync(filler);

        var rolledBack = database.RollbackAsync();
        await Task.WhenAny(rolledBack, Task.Delay(500, Cancellation));
        await EmptyAsync(filler);

        await rolledBack;
        Assert.IsTrue(await database.IsEmptyAsync(Cancellation));
    }

    private static Task<ScratchServer> SmallServerAsync()
    {
        TestServer.RequirePrograms();
        return ScratchServer.StartAsync(new ScratchServerOptions { MaxConnections = 10, Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "10" } });
    }

    private static Bundle Chain(int failing = 0)
    {
        var chain = new MigrationChain { Engine = "postgresql", Migrations = [.. Enumerable.Range(1, Steps).Select(Migration)] };
        var bundle = BundleReader.Read(BundleWriter.Write(chain, "0.1.0"), "test");
        return bundle with { Chain = bundle.Chain with { Migrations = [.. bundle.Chain.Migrations.Select((m, i) => i == failing - 1 ? m with { Up = Fails(m.Up) } : m)] } };
    }

    // With the hash of the good one: a history made with the one must fit the other.
    private static MigrationScript Fails(MigrationScript script) => script with { Text = script.Text + "INSERT INTO no_such_table VALUES (1);\n" };

    private static Migration Migration(int number)
    {
        var version = $"{number:D4}";
        var up = $"CREATE TABLE t{version} (id int PRIMARY KEY, name text);\nCREATE INDEX ON t{version} (name);\nINSERT INTO t{version} VALUES (1, 'a');\n";
        return new Migration
        {
            Version = MigrationVersion.Parse(version),
            Name = "table",
            Up = Script($"{version}_table.up.sql", up),
            Down = Script($"{version}_table.down.sql", $"DROP TABLE t{version};\n"),
            ChainHash = TextHash.Of(version),
        };
    }

    private static MigrationScript Script(string file, string text) => new() { File = $"Migrations/{file}", Text = text, Hash = TextHash.Of(text) };

    // Locks of a session outlive the error that ends the filling, which the client must not see: it gives up the connection at such an error.
    private Task FillAsync(NpgsqlConnection filler) =>
        RunAsync(filler, "DO $$ BEGIN PERFORM pg_advisory_lock(i) FROM generate_series(1, 1000000) AS i; EXCEPTION WHEN out_of_memory THEN NULL; END $$");

    private Task EmptyAsync(NpgsqlConnection filler) => RunAsync(filler, "SELECT pg_advisory_unlock_all()");

    private async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task<IDatabase> OpenAsync(string connection) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromMinutes(1)), Cancellation);

    private async Task<RunReport> DeployAsync(
        string connection, Bundle bundle, Direction direction, string target, List<Diagnostic>? warnings = null, SnapshotPolicy policy = SnapshotPolicy.Auto)
    {
        using var folder = new TempFolder();
        await using var database = await OpenAsync(connection);
        var options = new DeploymentOptions { SnapshotDirectory = folder.Path, ToolVersion = "0.1.0", Owner = "test@here", Snapshots = policy };
        return await new Deployer(database, bundle, options, new Silence { OnWarned = w => warnings?.Add(w) }).RunAsync(direction, target, Cancellation);
    }

    private async Task<DatabaseState> StateAsync(string connection)
    {
        await using var database = await new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection, true, TimeSpan.FromMinutes(1)), Cancellation);
        return await database.ReadStateAsync(Cancellation);
    }

    private async Task<string?> InOneTransactionAsync(string connectionString, Bundle bundle)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("BEGIN;" + string.Concat(bundle.Chain.Migrations.Select(m => m.Up.Text)), connection);
        return (await Assert.ThrowsExactlyAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation))).SqlState;
    }

    // The session that took all locks is there for a moment after it was closed, and then nobody else can even connect.
    private async Task WaitUntilAloneAsync(string connectionString)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                if (await AskAsync(connectionString, "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()") == "0")
                    return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.OutOfMemory)
            {
                // not yet
            }
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<string?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }
}
