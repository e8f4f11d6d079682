using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MigrationBuild.Eng;

/// <summary>pgbouncer in transaction mode before a server; the driver's tests and the fault harness have it.</summary>
public sealed class PoolerProcess : IAsyncDisposable
{
    /// <summary>How many sessions on one database all its clients share.</summary>
    public const int Sessions = 3;

    private static readonly string[] Places = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

    private readonly Process _process;
    private readonly int _port;
    private bool _isGone;

    private PoolerProcess(Process process, int port) => (_process, _port) = (process, port);

    /// <summary>Null where it is not installed.</summary>
    public static string? Program => Places.FirstOrDefault(File.Exists);

    /// <param name="serverFolder">Where the server's socket is.</param>
    /// <param name="folder">For its settings; the user that it runs as must be able to read there.</param>
    /// <param name="asUser">What to put before the command so that it does not run as root, which it refuses to.</param>
    public static async Task<PoolerProcess> StartAsync(string serverFolder, string folder, IReadOnlyList<string> asUser)
    {
        var port = FreePort();
        var file = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(file,
            $"""
            [databases]
            * = host={serverFolder} user=postgres
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {Sessions}
            max_client_conn = 200
            """);
        string[] command = [.. asUser, Program!, "-q", file];
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        for (var i = 0; i < 500 && !await AnswersAsync(port); i++)
            await Task.Delay(20);
        return new PoolerProcess(process, port);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};SSL Mode=Disable;Pooling=false";

    public async ValueTask DisposeAsync()
    {
        if (_isGone)
            return;
        _isGone = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
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
