using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>Stands between a client and a server, on a loopback port, and cuts the connection once at the first COMMIT: before the server has it, or after its answer.</summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _socket;
    private readonly bool _after;
    private readonly CancellationTokenSource _stop = new();
    private int _cuts;

    private CommitCutter(string socket, bool after)
    {
        _socket = socket;
        _after = after;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasCut => _cuts > 0;

    /// <param name="socket">The server's.</param>
    /// <param name="after">The server has committed, and only its answer is lost.</param>
    public static CommitCutter Start(string socket, bool after) => new(socket, after);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
            await using var there = new NetworkStream(server);
            await using var here = client.GetStream();
            var answered = new TaskCompletionSource();
            var cut = false;
            await Task.WhenAny(ForwardAsync(), BackAsync());

            async Task ForwardAsync()
            {
                var buffer = new byte[65536];
                for (int n; (n = await here.ReadAsync(buffer)) > 0;)
                {
                    var isCommit = buffer.AsSpan(0, n).IndexOf(Encoding.ASCII.GetBytes("\0COMMIT\0")) >= 0 && Interlocked.Increment(ref _cuts) == 1;
                    cut = isCommit;
                    if (isCommit && !_after)
                        return;
                    await there.WriteAsync(buffer.AsMemory(0, n));
                    if (!isCommit)
                        continue;
                    await answered.Task;
                    return;
                }
            }

            async Task BackAsync()
            {
                var buffer = new byte[65536];
                for (int n; (n = await there.ReadAsync(buffer)) > 0;)
                {
                    if (cut)
                    {
                        answered.SetResult();
                        return;
                    }
                    await here.WriteAsync(buffer.AsMemory(0, n));
                }
            }
        }
    }
}
