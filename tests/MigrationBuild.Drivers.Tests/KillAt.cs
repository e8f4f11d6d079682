using System.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>Ends this process as `kill -9` does, when so much is done.</summary>
public sealed class KillAt(double part) : IProgress<double>
{
    public void Report(double value)
    {
        if (value >= part)
            Process.GetCurrentProcess().Kill();
    }
}
