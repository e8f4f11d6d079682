using System.Diagnostics;

namespace MigrationBuild.Drivers.Tests;

/// <summary>Starts this assembly again; see <see cref="Program"/>.</summary>
public static class SecondProcess
{
    public static Process Start(params string[] arguments)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, ["exec", typeof(SecondProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }
}
