using System.Diagnostics;
using System.Globalization;
using MigrationBuild.Eng.Faults.Arenas;
using Npgsql;

namespace MigrationBuild.Eng.Faults.Servers;

/// <summary>A server with all that makes it durable, which can be killed as a whole and started again: it then recovers from its log.</summary>
internal sealed class DurableServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string _programs;
    private Process? _process;

    private DurableServer(string folder, string programs) => (_folder, _programs) = (folder, programs);

    public ServerPlace Place => new(_folder, 5432, _programs);

    /// <param name="folder">Empty; holds the cluster and the socket.</param>
    /// <param name="programs">The folder of the server's programs.</param>
    public static async Task<DurableServer> StartAsync(string folder, string programs)
    {
        UserOfServer.MayRead(folder);
        UserOfServer.Own(folder);
        var server = new DurableServer(folder, programs);
        string[] init = [.. UserOfServer.Prefix(), Path.Combine(programs, "initdb"), "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--wal-segsize=1"];
        var made = Shell.Run("/", init[0], init.Skip(1));
        if (made.ExitCode != 0)
            throw new UnmetExpectationException(made, $"initdb failed: {made.Output}");
        await server.StartAsync();
        return server;
    }

    /// <summary>Kills every process of the server at once, as a failing machine does, and starts it again.</summary>
    public async Task CrashAsync()
    {
        Signal("KILL", Processes());
        await _process!.WaitForExitAsync();
        await StartAgainAsync();
    }

    /// <summary>Waits until it answers; starts it again where it has given up, as one does whose log found no room on the disk.</summary>
    public Task ReviveAsync() => WaitAsync(startsAgain: true);

    /// <summary>Kills the process that works for a database: the server then ends all sessions and recovers by itself.</summary>
    public async Task KillBackendAsync(string database)
    {
        await using (var connection = new NpgsqlConnection(Place.ConnectionString("postgres")))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE datname = @d AND backend_type = 'client backend' ORDER BY (state = 'active') DESC LIMIT 1", connection);
            command.Parameters.AddWithValue("d", database);
            if (await command.ExecuteScalarAsync() is int pid)
                Signal("KILL", [pid]);
        }
        await WaitUntilReadyAsync();
    }

    /// <summary>Asks until it answers: after a crash it recovers first.</summary>
    public Task WaitUntilReadyAsync() => WaitAsync(startsAgain: false);

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        Signal("KILL", Processes());
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitAsync(bool startsAgain)
    {
        for (var limit = DateTime.UtcNow + LongestStart; !await AnswersAsync(); await Task.Delay(20))
        {
            if (startsAgain && _process!.HasExited)
                await StartAgainAsync();
            else if (DateTime.UtcNow > limit)
                throw new TimeoutException("the server does not answer");
        }
    }

    // Not while it starts or recovers.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Place.ConnectionString("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Task StartAgainAsync()
    {
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        return StartAsync();
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task StartAsync()
    {
        _process?.Dispose();
        string[] command =
        [
            .. UserOfServer.Prefix(), Path.Combine(_programs, "postgres"), "-D", Data, "-k", _folder, "-c", "listen_addresses=", "-c", "fsync=on", "-c", "synchronous_commit=on",
            "-c", "full_page_writes=on", "-c", "autovacuum=off", "-c", "shared_buffers=16MB", "-c", "min_wal_size=2MB", "-c", "max_wal_size=4MB", "-c", "lc_messages=C",
        ];
        _process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await WaitUntilReadyAsync();
    }

    // setpriv becomes the server itself; what that started has it for a parent.
    private IEnumerable<int> Processes()
    {
        var all = new List<int> { _process!.Id };
        foreach (var stat in Directory.GetDirectories("/proc").Select(p => Path.Combine(p, "stat")))
        {
            try
            {
                var fields = File.ReadAllText(stat).Split(") ")[^1].Split(' ');
                if (int.Parse(fields[1], CultureInfo.InvariantCulture) == _process.Id)
                    all.Add(int.Parse(Path.GetFileName(Path.GetDirectoryName(stat))!, CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                // Gone meanwhile, or none of the processes.
            }
        }
        return all;
    }

    private static void Signal(string signal, IEnumerable<int> processes) =>
        Shell.Run("/", "kill", [$"-{signal}", .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))]);
}
