using System.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>A process that holds the deployment lock of a database.</summary>
public sealed class LockHolder : IDisposable
{
    private readonly Process _process;

    private LockHolder(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public static LockHolder Start(string connection)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(LockHolder).Assembly.Location, "hold", connection },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var holder = new LockHolder(Process.Start(start)!);
        Assert.AreEqual("held", holder._process.StandardOutput.ReadLine());
        return holder;
    }

    /// <summary>As `kill -9`: nothing of the process runs any more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
