using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MigrationBuild.Tool.Tests;

/// <summary>Sends what a terminal, a service manager or a build server sends, and waits for the moment to do so.</summary>
internal static class Signals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static int Number(string name) => name switch
    {
        "HUP" => 1,
        "INT" => 2,
        "KILL" => 9,
        _ => 15,
    };

    public static void Send(int process, string name) => Assert.AreEqual(0, Kill(process, Number(name)), $"SIG{name} to {process}");

    /// <summary>To all processes of the group that this one leads: Ctrl+C on a terminal.</summary>
    public static void SendToGroup(int leader, string name) => Send(-leader, name);

    public static void WaitUntil(Func<bool> holds, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.IsLessThan(Patience, waited.Elapsed, $"waited for: {what}");
            Thread.Sleep(20);
        }
    }

    /// <summary>Processes with this text among their arguments.</summary>
    public static IReadOnlyList<int> Processes(string text)
    {
        var found = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc").Where(d => char.IsAsciiDigit(d["/proc/".Length])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(text, StringComparison.Ordinal))
                    found.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it has ended meanwhile
            }
        }
        return found;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
