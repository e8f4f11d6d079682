using System.Net;
using System.Net.Sockets;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Scratch;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What is set for connections over a network alone.</summary>
[TestClass]
public sealed class TcpTests
{
    private const string Ask = "SELECT current_setting('tcp_user_timeout')";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationTokenSource.Token;

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task AClientThatIsCutOffIsGivenUpByTheServer()
    {
        TestServer.RequirePrograms();
        var port = FreePort();
        await using var server = await ScratchServer.StartAsync(
            new ScratchServerOptions { Settings = new Dictionary<string, string> { ["listen_addresses"] = "127.0.0.1", ["port"] = $"{port}" } }, Cancellation);
        var tcp = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "postgres", Database = "postgres" }.ConnectionString;
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Port = port }.ConnectionString;

        await using var database = await OpenAsync(tcp);
        // The server tells what the socket has, not what was asked for.
        Assert.AreEqual("60000", await database.ScalarAsync(Ask, Cancellation));
        await database.BeginAsync(Cancellation);
        const string Off = "SET tcp_user_timeout = 0";
        await database.ExecuteAsync(new MigrationScript { File = "Migrations/0001_off.up.sql", Text = Off, Hash = TextHash.Of(Off) }, Cancellation);
        Assert.AreEqual("60000", await database.ScalarAsync(Ask, Cancellation), "a script cannot switch it off for those after it");
        await database.CommitAsync(Cancellation);
        await using var local = await OpenAsync(socket);
        Assert.AreEqual("0", await local.ScalarAsync(Ask, Cancellation));
    }

    private Task<IDatabase> OpenAsync(string connection) =>
        new PostgreSqlDriver().OpenAsync(new ConnectionRequest(connection, false, TimeSpan.FromSeconds(20)), Cancellation);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
