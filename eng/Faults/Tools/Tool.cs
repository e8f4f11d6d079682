using System.Diagnostics;
using System.Text;

namespace MigrationBuild.Eng.Faults.Tools;

/// <summary>The real tool, built from this tree, as a process of its own.</summary>
internal static class Tool
{
    // No run takes this long, whatever is done to it: one that does hangs, and that is a finding.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly string Assembly = CompiledTool.Ensure().Path;

    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <param name="folder">Where it works; `tmp` in it is its temporary folder.</param>
    public static Task<ToolRun> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new ToolStart(arguments));

    public static async Task<ToolRun> RunAsync(string folder, ToolStart what)
    {
        var watch = Stopwatch.StartNew();
        var output = new StringBuilder();
        using var process = new Process { StartInfo = StartInfo(folder, what) };
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.Start();
        what.Started?.Invoke(process.Id);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await EndAsync(process, what.KillAfter);
        lock (output)
            return new ToolRun(string.Join(' ', what.Arguments), process.ExitCode, output.ToString(), watch.Elapsed);

        void Add(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.AppendLine(line);
            what.Said?.Invoke(line);
        }
    }

    private static async Task EndAsync(Process process, TimeSpan? killAfter)
    {
        using var limit = new CancellationTokenSource(killAfter ?? Longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            if (killAfter is null)
                throw new TimeoutException($"the tool did not end within {Longest.TotalMinutes:0} minutes");
        }
    }

    private static ProcessStartInfo StartInfo(string folder, ToolStart what)
    {
        string[] command = [Host, "exec", Assembly, .. what.Arguments];
        if (what.Limit is { } limit)
            command = ["/bin/sh", "-c", $"{limit}; exec \"$@\"", "sh", .. command];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MIGRATIONBUILD_CONNECTION"] = null;
        start.Environment["TMPDIR"] = Path.Combine(folder, "tmp");
        // The runtime's own sockets for debuggers would lie in the temporary folder after a kill.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in what.Environment)
            start.Environment[name] = value;
        return start;
    }
}
