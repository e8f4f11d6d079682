using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>What a build that is killed in the middle of the proof leaves behind.</summary>
[TestClass]
public sealed partial class KilledBuildTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [TestMethod]
    public async Task Killed_build_leaves_no_server_no_socket_and_no_folder()
    {
        if (!Directory.Exists("/proc/self") || !Directory.Exists("/usr/lib/postgresql"))
            Assert.Inconclusive("this needs /proc and PostgreSQL server programs");
        var project = new TestProject(TestProject.NewFolder()).Write("App.csproj", TestProject.Content(
            "<TargetFramework>net10.0</TargetFramework><MigrationEngine>postgresql</MigrationEngine>"));
        project.Write("Migrations/0001_a.up.sql", "SELECT pg_sleep(300);\n").Write("Migrations/0001_a.down.sql", "SELECT 1;\n");
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "-nodeReuse:false"]) { WorkingDirectory = project.Directory, RedirectStandardOutput = true })!;
        var tool = await WaitForAsync(() => Processes().FirstOrDefault(p => p.Command.Contains("migrationbuild.dll\0compile", StringComparison.Ordinal) && p.Command.Contains(project.Directory, StringComparison.Ordinal)));
        var folder = await WaitForAsync(() => ScratchFolderOf(tool.Id));
        await WaitForAsync(() => File.Exists(Path.Combine(folder, "data", "postmaster.pid")) ? folder : null);

        using (var process = Process.GetProcessById(tool.Id))
            process.Kill();
        build.Kill();

        await WaitForAsync(() => Directory.Exists(folder) || Processes().Any(p => p.Command.Contains(folder, StringComparison.Ordinal)) ? null : "gone");
        Assert.IsFalse(File.Exists(project.Bundle));
    }

    // The shell that owns the server has its folder among its arguments.
    private static string? ScratchFolderOf(int tool)
    {
        var processes = Processes().ToDictionary(p => p.Id);
        return processes.Values.Where(p => IsBelow(p, tool, processes)).Select(p => Folder().Match(p.Command)).FirstOrDefault(m => m.Success)?.Value;
    }

    private static bool IsBelow(ProcessInfo process, int ancestor, Dictionary<int, ProcessInfo> all)
    {
        for (var at = process; at is not null; at = all.GetValueOrDefault(at.Parent))
        {
            if (at.Parent == ancestor)
                return true;
        }
        return false;
    }

    private static List<ProcessInfo> Processes()
    {
        var found = new List<ProcessInfo>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => char.IsAsciiDigit(d["/proc/".Length])))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                found.Add(new(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), File.ReadAllText(Path.Combine(folder, "cmdline"))));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it has ended meanwhile
            }
        }
        return found;
    }

    private static async Task<T> WaitForAsync<T>(Func<T?> look)
        where T : class
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (look() is { } found)
                return found;
            await Task.Delay(50);
        }
        throw new AssertFailedException($"waited for {Patience.TotalSeconds:0} s");
    }

    [GeneratedRegex(@"/[^\0]*/mbpg-[0-9a-f]{10}(?=\0)", RegexOptions.CultureInvariant)]
    private static partial Regex Folder();

    private sealed record ProcessInfo(int Id, int Parent, string Command);
}
