using System.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>A process that holds the deployment lock of a database.</summary>
public sealed class LockHolder : IDisposable
{
    private readonly Process _process;

    private LockHolder(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public static LockHolder Start(string engine, string connection)
    {
        var holder = new LockHolder(SecondProcess.Start("hold", engine, connection));
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
