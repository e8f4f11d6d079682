using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>
/// A PostgreSQL server that lives as long as this object, or as the process if that dies first: a throwaway cluster in a temporary folder,
/// reachable through a Unix socket in it, without a password and without durability. The superuser is `postgres`.
/// </summary>
public sealed partial class ScratchServer : IAsyncDisposable
{
    private const int PollMs = 5;
    private const string Memory = "/dev/shm";
    private const long RoomInMemory = 1L << 30;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _watchdog;
    private readonly TimeSpan _startTimeout;
    private bool _stopped;

    private ScratchServer(Process watchdog, string folder, PostgreSqlBinaries binaries, TimeSpan startTimeout)
    {
        _startTimeout = startTimeout;
        _watchdog = watchdog;
        Folder = folder;
        Binaries = binaries;
    }

    /// <summary>Holds the cluster and the socket, and is deleted with the server.</summary>
    public string Folder { get; }

    public PostgreSqlBinaries Binaries { get; }

    /// <exception cref="PostgreSqlNotFoundException">There are no server programs.</exception>
    /// <exception cref="ScratchServerException">The server does not come up; the message has its words.</exception>
    public static async Task<ScratchServer> StartAsync(ScratchServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ScratchServerOptions();
        if (OperatingSystem.IsWindows())
            throw new ScratchServerException("a scratch server needs a Unix socket and a shell, which this version does not use on Windows");
        var binaries = options.Binaries ?? PostgreSqlBinaries.Find();
        // Not the user's own temporary folder: that can be too long for a socket (107 bytes), or closed to the user the server runs as.
        var folder = $"{(options.InMemory && HasRoomInMemory() ? Memory : "/tmp")}/mbpg-{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var server = new ScratchServer(StartWatchdog(options, binaries, folder), folder, binaries, options.StartTimeout);
        try
        {
            if (options.State is { } state)
                await server.TakeStateAsync(state, cancellationToken).ConfigureAwait(false);
            await server.HearAsync("started", cancellationToken).ConfigureAwait(false);
            await server.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Leads to one of its databases.</summary>
    public string ConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = Folder, Username = "postgres", Database = database, Pooling = false }.ConnectionString;

    /// <summary>Makes a database.</summary>
    /// <returns>What leads to it.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {SqlText.Identifier(name)}";
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return ConnectionString(name);
    }

    /// <summary>Stops the server at once and deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        _watchdog.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopTimeout);
        await _watchdog.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        _watchdog.Dispose();
    }

    // Containers have one of 64 MB unless they are told otherwise.
    private static bool HasRoomInMemory() => Directory.Exists(Memory) && new DriveInfo(Memory) is { DriveFormat: "tmpfs" } drive && drive.AvailableFreeSpace > RoomInMemory;

    private static Process StartWatchdog(ScratchServerOptions options, PostgreSqlBinaries binaries, string folder)
    {
        string[] command = [.. ServerUser.Prefix(), "/bin/sh", "-c", Watchdog.Script, "watchdog", folder, Template(binaries), binaries.Folder, options.State is null ? "template" : "given", .. Arguments(options)];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    // Keyed by what makes clusters differ: the build of the server (the time of its program) and the user who owns it.
    private static string Template(PostgreSqlBinaries binaries)
    {
        var program = new FileInfo(binaries.Postgres);
        var key = string.Create(CultureInfo.InvariantCulture, $"{program.FullName}\n{program.LastWriteTimeUtc.Ticks}\n{program.Length}\n{Environment.UserName}");
        return $"/tmp/mbpg-template-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6))}";
    }

    private static IEnumerable<string> Arguments(ScratchServerOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "",
            ["fsync"] = "off",
            ["full_page_writes"] = "off",
            ["synchronous_commit"] = "off",
            ["autovacuum"] = "off",
            ["jit"] = "off",
            ["shared_buffers"] = "32MB",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["lc_messages"] = "C",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_startTimeout);
        try
        {
            while (!IsReady())
            {
                if (!HasServer())
                    throw new ScratchServerException($"the server stopped at once:\n{Log()}");
                await Task.Delay(PollMs, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ScratchServerException($"the server is not ready after {_startTimeout.TotalSeconds:0} s:\n{Log()}", e);
        }
    }

    private async Task HearAsync(string word, CancellationToken cancellationToken)
    {
        var said = await _watchdog.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (said == word)
            return;
        // What still comes, comes at its end only.
        _watchdog.StandardInput.Close();
        throw new ScratchServerException($"the server cannot be started: {said}\n{await Rest(cancellationToken).ConfigureAwait(false)}");
    }

    private async Task<string> Rest(CancellationToken cancellationToken) =>
        await _watchdog.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false)
        + await _watchdog.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);

    // The eighth line of postmaster.pid (src/include/utils/pidfile.h); pg_ctl waits for the same, but looks only ten times a second.
    private bool IsReady()
    {
        var file = Path.Combine(Folder, "data", "postmaster.pid");
        return File.Exists(file) && File.ReadAllLines(file) is { Length: >= 8 } lines && lines[7].Trim() == "ready";
    }

    private bool HasServer() => !Log().Contains("FATAL:", StringComparison.Ordinal);

    private string Log()
    {
        var file = Path.Combine(Folder, "log");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
