using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MigrationBuild.Deployment.Gates;

/// <summary>Ends a process with all that it has started.</summary>
internal static class ProcessTree
{
    private const int MostRounds = 20;

    /// <summary>Nothing of it can refuse. On Linux also what has left the tree: a process whose parent ended belongs to nobody.</summary>
    /// <param name="mark">A variable of its environment that no other process has, as `NAME=value`.</param>
    public static void Kill(Process process, string mark)
    {
        Try(() => process.Kill(entireProcessTree: true));
        // One that starts others all the time may have started one since the look.
        for (var round = 0; round < MostRounds && OperatingSystem.IsLinux() && Marked(mark) is { Count: > 0 } left; round++)
        {
            foreach (var id in left)
            {
                Try(() =>
                {
                    using var found = Process.GetProcessById(id);
                    found.Kill(entireProcessTree: true);
                });
            }
        }
    }

    /// <summary>The processes of this user that have the mark in their environment (proc(5), /proc/pid/environ).</summary>
    internal static List<int> Marked(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && id != Environment.ProcessId)
                Try(() => AddIfMarked(id, $"{folder}/environ"));
        }
        return found;

        void AddIfMarked(int id, string environment)
        {
            if (File.ReadAllBytes(environment).AsSpan().IndexOf(wanted) >= 0)
                found.Add(id);
        }
    }

    // It may have ended by itself, or be somebody else's.
    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or ArgumentException or IOException or UnauthorizedAccessException or AggregateException)
        {
        }
    }
}
