using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MigrationBuild.Eng.Faults.Servers;

/// <summary>
/// Stands between clients and a server on a loopback port, counts the messages of PostgreSQL's protocol in both directions, and cuts everything
/// at one of them: before it is passed on, or after.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private const int MaxMessage = 1 << 26;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _socket;
    private readonly int _at;
    private readonly bool _after;
    private readonly bool _staysCut;
    private int _count;

    private CuttingProxy(string socket, int at, bool after, bool staysCut)
    {
        (_socket, _at, _after, _staysCut) = (socket, at, after, staysCut);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The messages that have come by.</summary>
    public int Count => _count;

    /// <param name="socket">The server's.</param>
    /// <param name="at">The message, from 1; 0: none, only count.</param>
    /// <param name="after">The message still arrives; only what follows it does not.</param>
    /// <param name="staysCut">Nobody can connect again, as when the network is gone and not just one connection.</param>
    public static CuttingProxy Start(string socket, int at, bool after, bool staysCut) => new(socket, at, after, staysCut);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _cut.CancelAsync();
        _listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                if (_staysCut && _cut.IsCancellationRequested)
                    client.Dispose();
                else
                    _ = ServeAsync(client, _cut.IsCancellationRequested ? _stop.Token : _cut.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cut)
    {
        using var here = client;
        using var there = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await there.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cut);
            await using var left = new NetworkStream(here);
            await using var right = new NetworkStream(there);
            await Task.WhenAny(PassAsync(left, right, startsWithoutType: true, cut), PassAsync(right, left, startsWithoutType: false, cut));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Cut, or ended by either side: both sockets are closed on the way out.
        }
    }

    // The client's first message, or first two where it asks for encryption, is the only one without a letter before its length; the answer to
    // such a question is a single letter, which this proxy's clients never ask for.
    private async Task PassAsync(NetworkStream from, NetworkStream to, bool startsWithoutType, CancellationToken cut)
    {
        var header = new byte[5];
        for (var withoutType = startsWithoutType; ; withoutType = false)
        {
            var size = withoutType ? 4 : 5;
            await from.ReadExactlyAsync(header.AsMemory(0, size), cut);
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(size - 4, 4)) - 4;
            if (length is < 0 or > MaxMessage)
                throw new IOException("this is not PostgreSQL's protocol");
            var message = new byte[size + length];
            header.AsSpan(0, size).CopyTo(message);
            await from.ReadExactlyAsync(message.AsMemory(size), cut);
            var isLast = Interlocked.Increment(ref _count) == _at;
            if (!isLast || _after)
                await to.WriteAsync(message, cut);
            if (isLast)
            {
                await _cut.CancelAsync();
                return;
            }
        }
    }
}
