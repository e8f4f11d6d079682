using System.Collections.Concurrent;
using System.Diagnostics;

namespace MigrationBuild.Faults;

/// <summary>
/// The named moments of a deployment at which `eng/faults.cs` makes the worst happen. Off unless an environment variable names one:
/// `MIGRATIONBUILD_FAULT` is `POINT`, `POINT@3` (the third time that it is reached), each with `=kill` (as `kill -9`; what stands for nothing
/// given), `=fail` (an I/O error) or `=pause` (says so on standard error and waits to be killed, or for whatever happens to the server).
/// `MIGRATIONBUILD_FAULT_TRACE` names a file to which each point that is reached is added, one a line.
/// </summary>
public static class FaultPoint
{
    private static readonly FaultSetting? Setting = FaultSetting.Parse(Environment.GetEnvironmentVariable("MIGRATIONBUILD_FAULT"));
    private static readonly string? Trace = Environment.GetEnvironmentVariable("MIGRATIONBUILD_FAULT_TRACE") is { Length: > 0 } file ? file : null;
    private static readonly ConcurrentDictionary<string, int> Reached = new(StringComparer.Ordinal);

    /// <param name="name">`deployment.began`: where, a dot, what has just been done or is about to be.</param>
    /// <exception cref="IOException">The variable asks for it.</exception>
    public static void Reach(string name)
    {
        if (Setting is null && Trace is null)
            return;
        var count = Reached.AddOrUpdate(name, 1, (_, n) => n + 1);
        if (Trace is not null)
            File.AppendAllText(Trace, FormattableString.Invariant($"{name}@{count}\n"));
        if (Setting is not { } setting || setting.Point != name || setting.Count != count)
            return;
        switch (setting.Action)
        {
            case FaultAction.Kill:
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
                break;
            case FaultAction.Pause:
                Console.Error.WriteLine($"fault: paused at {name}");
                Thread.Sleep(setting.Pause);
                break;
            case FaultAction.Fail:
                throw new IOException($"fault: failed at {name}");
        }
    }
}
