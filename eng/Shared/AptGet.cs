namespace MigrationBuild.Eng;

/// <summary>Installs a package of Debian or the like for the tests, and nothing that it would start.</summary>
internal static class AptGet
{
    // Asked by every package before it starts a service; 101 forbids it (see invoke-rc.d(8)).
    private const string Policy = "/usr/sbin/policy-rc.d";

    /// <summary>Whether this machine has it, and this user may.</summary>
    public static bool IsUsable =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "apt-get")));

    /// <summary>What went wrong, or null.</summary>
    public static string? Install(string package)
    {
        var forbids = false;
        try
        {
            forbids = ForbidServices();
            // A package may bring a file that is there already: ours stays, without a question.
            return Run("update") ?? Run("install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", package);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            if (forbids)
                File.Delete(Policy);
        }
    }

    /// <summary>False where the machine has a policy of its own.</summary>
    private static bool ForbidServices()
    {
        if (File.Exists(Policy))
            return false;
        File.WriteAllText(Policy, "#!/bin/sh\nexit 101\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Policy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return true;
    }

    private static string? Run(params string[] arguments)
    {
        var run = Shell.Run(Repository.Root, "apt-get", ["-q", .. arguments], new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" });
        return run.ExitCode == 0 ? null : $"{run.Command}: {string.Join(" | ", run.Lines.Where(line => line.Length > 0).TakeLast(2))}";
    }
}
