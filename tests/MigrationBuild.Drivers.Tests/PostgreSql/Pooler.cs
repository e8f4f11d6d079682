using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MigrationBuild.PostgreSql.Scratch;
using Npgsql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>pgbouncer in transaction mode before a scratch server.</summary>
internal sealed class Pooler : IAsyncDisposable
{
    /// <summary>How many sessions on one database all its clients share.</summary>
    public const int Sessions = 3;

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort();
    private Process _process = null!;

    /// <summary>Null where it is not installed.</summary>
    public static string? Program { get; } = new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    public static async Task<Pooler> StartAsync(ScratchServer server)
    {
        var pooler = new Pooler();
        var file = pooler._folder.File("pgbouncer.ini");
        await File.WriteAllTextAsync(file,
            $"""
            [databases]
            * = host={server.Folder} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {pooler._port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {Sessions}
            """);
        // It drops to the server's user, who must be able to read this.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(pooler._folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        string[] command = [.. ServerUser.Prefix(), Program!, "-q", file];
        pooler._process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        for (var i = 0; i < 500 && !await pooler.AnswersAsync(); i++)
            await Task.Delay(20);
        return pooler;
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "postgres", Database = database, SslMode = SslMode.Disable, Pooling = false }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
