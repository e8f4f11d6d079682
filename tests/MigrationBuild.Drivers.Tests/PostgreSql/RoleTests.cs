using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Somebody logs in who may do nothing but take the role of the owner.</summary>
[TestClass]
public sealed class RoleTests
{
    private const string Owner = "The Owner\\s";

    private ScratchServer _server = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    private string Login => new NpgsqlConnectionStringBuilder(_server.ConnectionString("shop")) { Username = "deploy" }.ConnectionString;

    [TestInitialize]
    public async Task StartAsync()
    {
        TestServer.RequirePrograms();
        _server = await ScratchServer.StartAsync(new ScratchServerOptions { MaxConnections = 20 }, Cancellation);
        await AskAsync($"""
            CREATE ROLE "{Owner}" CREATEDB;
            CREATE ROLE other;
            CREATE ROLE deploy LOGIN NOINHERIT IN ROLE "{Owner}";
            """, "postgres");
        await AskAsync($"CREATE DATABASE shop OWNER \"{Owner}\"", "postgres");
    }

    [TestCleanup]
    public async Task StopAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [TestMethod]
    public async Task WhatStepsMakeBelongsToTheRoleWhateverScriptsDid()
    {
        await using (var database = await OpenAsync(Owner))
        {
            await RunAsync(database, "CREATE TABLE a (id int);\nRESET ROLE;");
            await RunAsync(database, "CREATE TABLE b (id int);\nSET ROLE NONE;");
            await RunAsync(database, "CREATE TABLE c (id int);\nSET SESSION AUTHORIZATION DEFAULT;");
            await database.ExecuteAsync(Script("CREATE INDEX CONCURRENTLY i ON a (id)", transactional: false), Cancellation);
            await database.ExecuteAsync(Script("SET ROLE NONE", transactional: false), Cancellation);
            await RunAsync(database, "CREATE TABLE d (id int);");
            await database.AppendHistoryAsync(Row(), Cancellation);
        }
        Assert.AreEqual($"a,b,c,d,i,migration_history of {Owner}",
            await AskAsync("SELECT string_agg(relname, ',' ORDER BY relname) || ' of ' || pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('a', 'b', 'c', 'd', 'i', 'migration_history') GROUP BY relowner"));
    }

    [TestMethod]
    public async Task WithoutTheRoleThereAreNoRights()
    {
        await using var database = await OpenAsync(null);
        await Assert.ThrowsExactlyAsync<ScriptException>(() => RunAsync(database, "CREATE TABLE a (id int);"));
    }

    [TestMethod]
    [DataRow("nobody of that name", "there is no role 'nobody of that name' on the server (--role)")]
    [DataRow("other", "'deploy' may not take the role 'other' (--role)")]
    public async Task ARoleThatCannotBeTakenIsToldBeforeAnything(string role, string words)
    {
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() => OpenAsync(role));
        Assert.AreEqual(Descriptors.ConnectionFailed, refused.Diagnostic.Descriptor);
        Assert.Contains(words, refused.Message);
    }

    [TestMethod]
    public async Task WhatIsWrongWithTheConnectionIsNotBlamedOnTheRole()
    {
        var login = new NpgsqlConnectionStringBuilder(Login) { Database = "no_such" }.ConnectionString;
        var refused = await Assert.ThrowsExactlyAsync<MigrationException>(() =>
            new PostgreSqlDriver().OpenAsync(new ConnectionRequest(login, false, TimeSpan.FromSeconds(5)) { Role = Owner }, Cancellation));
        Assert.Contains("\"no_such\" does not exist", refused.Message);
    }

    [TestMethod]
    public async Task AFailedRunIsTakenBackByADumpMadeAndRestoredAsTheRole()
    {
        using var folder = new TempFolder();
        await using var database = await OpenAsync(Owner);
        var bundle = DeploymentChain.Bundle("postgresql", failingStep: 6, outside: 4);
        var options = new DeploymentOptions { SnapshotDirectory = folder.Path, ToolVersion = "0.1.0", Owner = "test@here" };
        var report = await new Deployer(database, bundle, options, Silence.Instance).RunAsync(Direction.Up, "head", Cancellation);
        Assert.AreEqual(ExitCode.Failed, report.ExitCode, string.Join('\n', report.Diagnostics));
        Assert.Contains("snapshot restored", report.Diagnostics[1].Message);
        Assert.AreEqual($"0 of {Owner}", await AskAsync("SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration_history') || ' of ' || pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"));
    }

    [TestMethod]
    public async Task TheRoleIsTakenAgainAfterTheConnectionBroke()
    {
        await using var database = await OpenAsync(Owner);
        await using var held = await database.LockAsync(TimeSpan.FromSeconds(5), "me@here", Cancellation);
        await AskAsync("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'deploy'");
        await Assert.ThrowsAsync<EngineException>(() => database.ReadHistoryAsync(Cancellation));
        await RunAsync(database, "CREATE TABLE a (id int);");
        Assert.AreEqual(Owner, await AskAsync("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'a'"));
    }

    [TestMethod]
    public async Task WhoElseIsActiveIsSeenAsTheLogin()
    {
        await using var idle = new NpgsqlConnection(Login);
        await idle.OpenAsync(Cancellation);
        await using var database = await OpenAsync(Owner);
        await RunAsync(database, "CREATE TABLE a (id int);");
        var mark = await database.ReadForeignChangeMarkAsync(Cancellation);
        // Another database of the cluster is written to; whoever is connected here stays idle.
        await AskAsync("CREATE TABLE x (id int)", "postgres");
        Assert.AreEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
        await using var write = new NpgsqlCommand($"SET ROLE \"{Owner}\"; INSERT INTO a VALUES (1)", idle);
        await write.ExecuteNonQueryAsync(Cancellation);
        Assert.AreNotEqual(mark, await database.ReadForeignChangeMarkAsync(Cancellation));
    }

    private Task<IDatabase> OpenAsync(string? role) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(Login, false, TimeSpan.FromSeconds(20)) { Role = role }, Cancellation);

    private async Task RunAsync(IDatabase database, string sql)
    {
        await database.BeginAsync(Cancellation);
        await database.ExecuteAsync(Script(sql), Cancellation);
        await database.CommitAsync(Cancellation);
    }

    private static Scripts.MigrationScript Script(string text, bool transactional = true) =>
        new() { File = "Migrations/0001_test.up.sql", Text = text, Hash = Scripts.TextHash.Of(text), Transactional = transactional };

    private static HistoryRow Row() => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Action = HistoryAction.Up,
        Version = "0001",
        Name = "a",
        BundleDigest = "b",
        ToolVersion = "0.1.0",
        At = DateTimeOffset.UtcNow,
        By = "me@here",
    };

    private async Task<string?> AskAsync(string sql, string database = "shop")
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString(database));
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }
}
