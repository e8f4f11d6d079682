using System.ComponentModel;
using System.Diagnostics;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment.Gates;

/// <summary>
/// Asks a command of the user's whether all is well: exit code 0 within the time. It gets a small environment that says which run and version
/// it is asked about, and nothing that leads to the database.
/// </summary>
public sealed class HealthGate(HealthCheck check, string runId)
{
    private const string RunVariable = "MIGRATIONBUILD_RUN_ID";
    private const string VersionVariable = "MIGRATIONBUILD_VERSION";
    private const string MarkVariable = "MIGRATIONBUILD_HEALTH_ID";

    /// <summary>Variables for the command begin like this; no others of the user's reach it.</summary>
    private const string OwnPrefix = "HEALTH_";

    // What programs need to start, to find their files and to print: no secrets.
    private static readonly string[] Passed =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "DOTNET_ROOT",
        "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles",
    ];

    // After the end of the command somebody whom it started may still hold its output open.
    private static readonly TimeSpan RestOfOutput = TimeSpan.FromMilliseconds(500);

    private readonly List<HealthResult> _results = [];

    /// <summary>What it said each time, also when that was the end of the run.</summary>
    public IReadOnlyList<HealthResult> Results => _results;

    /// <summary>Whether to ask between two steps as well.</summary>
    public bool BetweenSteps => check.BetweenSteps;

    /// <param name="version">The database's now; null: base.</param>
    /// <exception cref="MigrationException">MB6038: it failed, took too long, or could not be started.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled meanwhile; the command has been ended.</exception>
    public async Task RequireHealthyAsync(string? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mark = $"{MarkVariable}={Guid.NewGuid():N}";
        var output = new LastLines();
        var watch = Stopwatch.StartNew();
        using var process = Start(version, mark);
        var reading = Task.WhenAll(output.ReadAsync(process.StandardOutput), output.ReadAsync(process.StandardError));
        var isInTime = await WaitAsync(process, mark, cancellationToken);
        await Task.WhenAny(reading, Task.Delay(RestOfOutput, CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        _results.Add(new HealthResult(version, isInTime && process.ExitCode == 0, watch.ElapsedMilliseconds, output.Lines));
        if (!_results[^1].Healthy)
            throw Unhealthy(version, isInTime ? $"ended with exit code {process.ExitCode}" : FormattableString.Invariant($"did not end within {check.Timeout.TotalSeconds:0.###} s, and was ended with all that it had started"), output.Lines);
    }

    /// <summary>False where it had to be ended.</summary>
    private async Task<bool> WaitAsync(Process process, string mark, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(check.Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            ProcessTree.Kill(process, mark);
            return false;
        }
    }

    private Process Start(string? version, string mark)
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // cmd.exe takes the rest of its line as it is; a shell takes one argument.
        if (OperatingSystem.IsWindows())
            start.Arguments = $"/d /s /c \"{check.Command}\"";
        else
            start.ArgumentList.Add("-c");
        if (!OperatingSystem.IsWindows())
            start.ArgumentList.Add(check.Command);
        SetEnvironment(start.Environment, version, mark);
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw Unhealthy(version, $"could not be started: {e.Message}", []);
        }
    }

    private void SetEnvironment(IDictionary<string, string?> environment, string? version, string mark)
    {
        var passed = environment.Where(v => Passed.Contains(v.Key, StringComparer.OrdinalIgnoreCase) || v.Key.StartsWith(OwnPrefix, StringComparison.Ordinal)).ToList();
        environment.Clear();
        foreach (var (name, value) in passed)
            environment[name] = value;
        environment[RunVariable] = runId;
        environment[VersionVariable] = version ?? "base";
        environment[MarkVariable] = mark[(MarkVariable.Length + 1)..];
    }

    private static MigrationException Unhealthy(string? version, string what, IReadOnlyList<string> output) => new(Descriptors.Unhealthy, ExitCode.Failed,
        $"with the database at {version ?? "base"} the health command {what}{(output.Count == 0 ? ", and printed nothing" : $"; it printed: {string.Join(" | ", output)}")}");
}
