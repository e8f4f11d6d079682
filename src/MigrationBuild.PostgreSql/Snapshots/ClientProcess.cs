using System.Diagnostics;
using System.Text;
using MigrationBuild.Drivers;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>
/// A client program as a child that ends when this process dies, whatever ends it: one that reads from this process finds its input
/// cut off; another has a shell beside it that waits for the same and then ends it (not on Windows, where such a child runs on).
/// </summary>
internal static class ClientProcess
{
    private const int BufferSize = 1 << 18;
    private const int KeptErrorLines = 5;

    // A program started with & has no input of its own, hence the third descriptor. `cat` ends with our end of the pipe.
    private const string Watched = """
        exec 3<&0
        "$@" 3<&- &
        program=$!
        { cat <&3; kill $program; } >/dev/null 2>&1 &
        watcher=$!
        wait $program
        code=$?
        kill $watcher 2>/dev/null
        exit $code
        """;

    /// <exception cref="EngineException">It failed; its last words.</exception>
    public static async Task RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, Stream? input, Stream? output, CancellationToken cancellationToken)
    {
        var isWatched = input is null && !OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(isWatched ? "/bin/sh" : program, isWatched ? ["-c", Watched, "sh", program, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Messages are shown and compared; libpq reads a service file before the variables that are set here.
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PGSERVICE");
        start.Environment.Remove("PGHOSTADDR");
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new EngineException($"'{program}' cannot be started", null);
        await using var killed = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var errors = ReadErrorsAsync(process);
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
        if (process.ExitCode != 0)
            throw new EngineException($"{Path.GetFileNameWithoutExtension(program)} failed: {(said.Length > 0 ? said : $"exit code {process.ExitCode}")}", null);
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
