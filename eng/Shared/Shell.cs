using System.Diagnostics;

namespace MigrationBuild.Eng;

/// <summary>What a child process printed, both streams in the order of arrival, and how it ended.</summary>
public sealed record ShellResult(string Command, int ExitCode, string Output)
{
    public IEnumerable<string> Lines => Output.Split('\n').Select(line => line.TrimEnd('\r'));
}

/// <summary>Starts child processes without a shell: arguments need no quoting on any system.</summary>
public static class Shell
{
    public static ShellResult Run(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string[] list = [.. arguments];
        var start = new ProcessStartInfo(program, list)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Quiet.Concat(environment ?? new Dictionary<string, string?>()))
            start.Environment[name] = value;

        var output = new List<string>();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return new(string.Join(' ', list.Prepend(Path.GetFileNameWithoutExtension(program))), process.ExitCode, string.Join('\n', output));

        void Add(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.Add(line);
        }
    }

    /// <summary>`dotnet` as it runs this program.</summary>
    public static ShellResult Dotnet(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        Run(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments, environment);

    // No build node or compiler server may outlive the run: it would keep files of a temporary folder open.
    // The variables that `dotnet run` sets for this program mean nothing to its children, or mislead them.
    private static Dictionary<string, string?> Quiet => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = Environment.GetEnvironmentVariable(CompilerServer.Variable) is null ? "false" : "true",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
    };
}
