namespace MigrationBuild.Eng;

/// <summary>The pooler that some tests put before a server: found, or installed where that is possible.</summary>
public static class Pgbouncer
{
    /// <summary>Where the tests will find it, or why they will be skipped, in one line.</summary>
    public static string Ensure()
    {
        if (PoolerProcess.Program is { } found)
            return found;
        if (!AptGet.IsUsable)
            return Skipped("it is not on this machine");
        if (AptGet.Install("pgbouncer") is { } failure)
            return Skipped(failure);
        return PoolerProcess.Program is { } installed ? $"{installed} (just installed with apt-get)" : Skipped("apt-get installed it, but not where it is looked for");
    }

    private static string Skipped(string why) => $"THE TESTS THAT NEED IT WILL BE SKIPPED: {why}";
}
