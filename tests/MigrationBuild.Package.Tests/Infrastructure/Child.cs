using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>Runs a program, `dotnet` mostly, and keeps what it prints. Nothing that it starts outlives it.</summary>
internal static class Child
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static Task<ChildResult> RunAsync(string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        RunProgramAsync(Dotnet, directory, arguments, environment);

    /// <summary>The tool, as the packed package brings it.</summary>
    public static Task<ChildResult> RunToolAsync(string directory, params string[] arguments) =>
        RunAsync(directory, ["exec", PackedPackage.ToolAssembly, .. arguments]);

    public static async Task<ChildResult> RunProgramAsync(
        string program, string directory, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        Isolate(start.Environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Append(output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(output, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            Append(output, string.Create(CultureInfo.InvariantCulture, $"killed after {Limit}"));
        }
        return new ChildResult($"{Path.GetFileName(program)} {string.Join(' ', arguments)}", directory, process.ExitCode, output.ToString());
    }

    private static void Isolate(IDictionary<string, string?> environment)
    {
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        // eng/test.cs has one compiler for all builds, and ends it.
        environment["UseSharedCompilation"] = environment.ContainsKey("SharedCompilationId") ? "true" : "false";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
        // What the test run itself is told must not reach the builds under test.
        foreach (var name in (string[])["CI", "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"])
            environment.Remove(name);
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.Append(line).Append('\n');
    }
}
