namespace MigrationBuild.Eng.Faults.Servers;

/// <summary>PostgreSQL and pgbouncer refuse to run as root: then they run as somebody else.</summary>
internal static class UserOfServer
{
    /// <summary>What to put before a command; empty where this is not root.</summary>
    public static string[] Prefix() => Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--clear-groups"] : [];

    /// <summary>Lets that user into a folder of ours.</summary>
    public static void MayRead(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        for (var at = new DirectoryInfo(folder); at is not null && at.FullName.StartsWith(Path.GetTempPath(), StringComparison.Ordinal) && at.FullName.Length > Path.GetTempPath().Length; at = at.Parent)
            at.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    }

    /// <summary>Gives that user a folder of ours.</summary>
    public static void Own(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            Shell.Run(folder, "chown", ["-R", Name, folder]);
    }

    private static string Name => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
