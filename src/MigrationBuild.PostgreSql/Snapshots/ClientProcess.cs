using System.Diagnostics;
using System.Text;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>
/// A client program as a child that ends when this process dies, whatever ends it: one that reads from this process finds its input
/// cut off; another has a shell beside it that waits for the same and then ends it (not on Windows, where such a child runs on).
/// A signal to the whole process group, as Ctrl+C on a terminal is one, is for this process to act on: it may be restoring what must not be
/// cut off. So the child gets a session of its own, where the system has `setsid`.
/// </summary>
internal static class ClientProcess
{
    private const int BufferSize = 1 << 18;
    private const int KeptErrorLines = 5;

    // A program started with & has no input of its own, hence the third descriptor. `cat` ends with our end of the pipe. The program itself is
    // not to ignore signals: one is what ends it.
    private const string Watched = """
        trap '' INT HUP TERM
        own=
        command -v setsid >/dev/null 2>&1 && own=setsid
        exec 3<&0
        { trap - INT HUP TERM; exec $own "$@"; } 3<&- &
        program=$!
        { cat <&3; kill $program; } >/dev/null 2>&1 &
        watcher=$!
        wait $program
        code=$?
        kill $watcher 2>/dev/null
        exit $code
        """;

    private const string Apart = """
        command -v setsid >/dev/null 2>&1 && exec setsid "$@"
        exec "$@"
        """;

    // What a shell gives of a program that a signal ended, and what pg_dump and pg_restore say before they end by one.
    private static readonly int[] SignalCodes = [129, 130, 143];
    private const string EndedBySignal = "terminated by user";

    /// <exception cref="ProgramStoppedException">A signal of somebody else ended it.</exception>
    /// <exception cref="EngineException">It failed; its last words.</exception>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, Stream? input, Stream? output, CancellationToken cancellationToken)
    {
        var isWatched = input is null && !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(
            OperatingSystem.IsWindows() ? program : "/bin/sh",
            OperatingSystem.IsWindows() ? arguments : ["-c", isWatched ? Watched : Apart, "sh", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Messages are shown and compared; libpq reads a service file before the variables that are set here.
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PGSERVICE");
        start.Environment.Remove("PGHOSTADDR");
        // Ours may hold a password, and a client program has no use for them.
        foreach (var ours in start.Environment.Keys.Where(name => name.StartsWith("MIGRATIONBUILD_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(ours);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new EngineException($"'{program}' cannot be started", null);
        await using var killed = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var errors = ReadErrorsAsync(process);
        FaultPoint.Reach("postgresql.client.started");
        try
        {
            await Task.WhenAll(isWatched ? Task.CompletedTask : FeedAsync(process, input, cancellationToken), process.StandardOutput.BaseStream.CopyToAsync(output ?? Stream.Null, BufferSize, cancellationToken));
        }
        finally
        {
            if (!process.HasExited && output is not null)
                process.StandardOutput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
        }
        cancellationToken.ThrowIfCancellationRequested();
        var said = await errors;
        if (process.ExitCode == 0)
            return;
        var message = $"{Path.GetFileNameWithoutExtension(program)} failed: {(said.Length > 0 ? said : $"exit code {process.ExitCode}")}";
        throw SignalCodes.Contains(process.ExitCode) || said.EndsWith(EndedBySignal, StringComparison.Ordinal)
            ? new ProgramStoppedException(message)
            : new EngineException(message, null);
    }

    private static async Task FeedAsync(Process process, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
                await input.CopyToAsync(process.StandardInput.BaseStream, BufferSize, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException) when (input is not null)
        {
            // The program ended before it had read all: its exit code and its words tell why.
        }
    }

    private static async Task<string> ReadErrorsAsync(Process process)
    {
        var lines = new Queue<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line.Trim());
            if (lines.Count > KeptErrorLines)
                lines.Dequeue();
        }
        return new StringBuilder().AppendJoin(" | ", lines.Where(l => l.Length > 0)).ToString();
    }
}
