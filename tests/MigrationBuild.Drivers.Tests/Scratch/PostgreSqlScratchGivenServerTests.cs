using MigrationBuild.Drivers.Tests.PostgreSql;
using MigrationBuild.PostgreSql.Proofs;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.Scratch;

/// <summary>On the server of a connection, which is somebody's: only an empty database of the right name is believed to be for this.</summary>
[TestClass]
public sealed class PostgreSqlScratchGivenServerTests : PostgreSqlScratchTests
{
    private const string Leftover = "migrationbuild_scratch_1000000_999999";

    [TestMethod]
    public async Task Another_name_is_refused_with_how_to_make_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "s3cret" }.ConnectionString;
        foreach (var refusal in new[] { await RefusalAsync(connection, null), await Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => Driver.DescribeAsync(connection, Cancellation)) })
        {
            Assert.Contains($"the database {database.Name} is not marked as scratch", refusal.Message);
            Assert.Contains("CREATE DATABASE migrationbuild_scratch", refusal.Message);
            Assert.DoesNotContain("s3cret", refusal.ToString());
        }
    }

    [TestMethod]
    public async Task A_database_that_holds_something_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync("CREATE TABLE t (a int)", prefix: "migrationbuild_scratch");
        Assert.Contains("is not empty", (await RefusalAsync(database.ConnectionString, null)).Message);
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_is_said_without_a_secret()
    {
        var refusal = await RefusalAsync("Host=/no/such/folder;Database=migrationbuild_scratch;Username=u;Password=s3cret", null);
        Assert.Contains("/no/such/folder/migrationbuild_scratch user u cannot be opened", refusal.Message);
        Assert.DoesNotContain("s3cret", refusal.ToString());
        Assert.DoesNotContain("s3cret", (await RefusalAsync("nonsense s3cret", null)).ToString());
    }

    [TestMethod]
    public async Task A_state_is_neither_saved_nor_loaded()
    {
        await using var database = await TestDatabase.CreateAsync(prefix: "migrationbuild_scratch");
        using var folder = new TempFolder();
        await using (var scratch = await Driver.CreateAsync(database.ConnectionString, null, Cancellation))
            await scratch.SaveAsync(folder.File("state"), Cancellation);
        Assert.IsEmpty(folder.Names());
        Assert.Contains("state", (await RefusalAsync(database.ConnectionString, folder.File("state"))).Message);
    }

    [TestMethod]
    public async Task The_work_is_done_beside_and_nothing_stays()
    {
        await using var database = await TestDatabase.CreateAsync(prefix: "migrationbuild_scratch");
        string name;
        await using (var scratch = await Driver.CreateAsync(database.ConnectionString, null, Cancellation))
        {
            name = scratch.Session.Name;
            Assert.StartsWith("migrationbuild_scratch_", name);
            await RunAsync(scratch, "CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
            await scratch.KeepAsync(Cancellation);
            for (var i = 0; i < 2; i++)
            {
                await RunAsync(scratch, "INSERT INTO t VALUES (2); CREATE TABLE u (a int)");
                await scratch.ReturnAsync(Cancellation);
                Assert.AreEqual("'1'", await RowsAsync(scratch, "public.t"));
                Assert.HasCount(1, await scratch.ReadTablesAsync(Cancellation));
            }
            // Roles belong to the whole server.
            await scratch.Session.BeginAsync(Cancellation);
            var failure = await Assert.ThrowsExactlyAsync<ScriptException>(() => scratch.Session.ExecuteAsync(Script("GRANT SELECT ON t TO no_such_role"), Cancellation));
            Assert.IsTrue(scratch.IsMissingHere(failure));
            await scratch.Session.RollbackAsync();
        }
        Assert.AreEqual("0", await TestDatabase.AskServerAsync($"SELECT count(*) FROM pg_database WHERE datname LIKE '{name}%'"));
        Assert.AreEqual("True", await database.AskAsync("SELECT to_regclass('t') IS NULL"));
    }

    [TestMethod]
    public async Task What_killed_builds_left_is_dropped_and_what_runs_is_not()
    {
        await using var database = await TestDatabase.CreateAsync(prefix: "migrationbuild_scratch");
        await TestDatabase.OnServerAsync($"DROP DATABASE IF EXISTS {Leftover}");
        await TestDatabase.OnServerAsync($"CREATE DATABASE {Leftover}");
        await using var running = await Driver.CreateAsync(database.ConnectionString, null, Cancellation);
        await using var other = await Driver.CreateAsync(database.ConnectionString, null, Cancellation);
        Assert.AreEqual("0", await TestDatabase.AskServerAsync($"SELECT count(*) FROM pg_database WHERE datname = '{Leftover}'"));
        await RunAsync(running, "CREATE TABLE t (a int)");
    }

    [TestMethod]
    public async Task The_description_is_the_servers()
    {
        await using var database = await TestDatabase.CreateAsync(prefix: "migrationbuild_scratch");
        var version = (await TestDatabase.AskServerAsync("SHOW server_version"))!.Split(' ')[0];
        Assert.StartsWith($"PostgreSQL {version}, UTF8", await Driver.DescribeAsync(database.ConnectionString, Cancellation));
        await using var own = await CreateAsync();
        Assert.StartsWith((await Driver.DescribeAsync(null, Cancellation)).Split(',')[0], own.EngineVersion);
    }

    private static PostgreSqlScratchDriver Driver => new();

    private Task<ScratchUnavailableException> RefusalAsync(string connection, string? state) =>
        Assert.ThrowsExactlyAsync<ScratchUnavailableException>(() => Driver.CreateAsync(connection, state, Cancellation));
}
