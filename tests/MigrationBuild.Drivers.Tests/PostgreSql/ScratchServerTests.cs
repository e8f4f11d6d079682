using System.Diagnostics;
using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

[TestClass]
public sealed class ScratchServerTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestInitialize]
    public void RequirePrograms() => TestServer.RequirePrograms();

    [TestMethod]
    public async Task AnswersAndLeavesNothing()
    {
        await using var server = await ScratchServer.StartAsync(cancellationToken: Cancellation);
        var connection = await server.CreateDatabaseAsync("odd \" name", Cancellation);
        Assert.AreEqual("odd \" name off off", await AskAsync(connection, "SELECT concat_ws(' ', current_database(), current_setting('fsync'), current_setting('full_page_writes'))"));
        Assert.AreEqual("", await AskAsync(connection, "SELECT current_setting('listen_addresses')"));
        await server.DisposeAsync();
        await server.DisposeAsync();
        Assert.IsFalse(Directory.Exists(server.Folder));
    }

    [TestMethod]
    public async Task DiesWithItsParent()
    {
        using var parent = SecondProcess.Start("scratch");
        var folder = (await parent.StandardOutput.ReadLineAsync(Cancellation))!;
        var server = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First()));
        parent.Kill();
        await server.WaitForExitAsync(Cancellation);
        for (var i = 0; i < 500 && Directory.Exists(folder); i++)
            await Task.Delay(20, Cancellation);
        Assert.IsFalse(Directory.Exists(folder));
    }

    [TestMethod]
    public async Task SeveralRunSideBySide()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ScratchServer.StartAsync(cancellationToken: Cancellation)));
        Assert.HasCount(4, servers.Select(s => s.Folder).Distinct().ToList());
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    [TestMethod]
    public void MissingProgramsAreNamedWithWhereTheyWereLookedFor()
    {
        var named = Assert.ThrowsExactly<PostgreSqlNotFoundException>(() => PostgreSqlBinaries.Find("/no/such/folder", "", []));
        Assert.Contains("/no/such/folder (MIGRATIONBUILD_PG_BIN)", named.Message);
        var searched = Assert.ThrowsExactly<PostgreSqlNotFoundException>(() => PostgreSqlBinaries.Find(null, "", []));
        Assert.Contains("MIGRATIONBUILD_PG_BIN", searched.Message);
        Assert.Contains("PATH", searched.Message);
    }

    [TestMethod]
    public async Task ServerThatCannotStartSaysWhy()
    {
        var options = new ScratchServerOptions { Settings = new Dictionary<string, string> { ["max_wal_senders"] = "nonsense" } };
        var failure = await Assert.ThrowsExactlyAsync<ScratchServerException>(() => ScratchServer.StartAsync(options, Cancellation));
        Assert.Contains("max_wal_senders", failure.Message);
    }

    private async Task<string?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }
}
