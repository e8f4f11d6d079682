namespace MigrationBuild.Eng;

/// <summary>PostgreSQL's server programs, for tests that start a server of their own: found, or installed where that is possible.</summary>
public static class PostgreSqlServer
{
    // As the tests read them.
    private const string GivenServer = "MIGRATIONBUILD_TEST_POSTGRESQL";
    private const string NamedFolder = "MIGRATIONBUILD_PG_BIN";

    // Debian's package makes and starts a cluster for the machine unless this file says otherwise; the tests need the programs alone.
    private const string ClusterSettings = "/etc/postgresql-common/createcluster.conf";

    // initdb alone may be a link that leads to no server.
    private static readonly string[] Programs = OperatingSystem.IsWindows() ? ["initdb.exe", "postgres.exe"] : ["initdb", "postgres"];

    // Where distributions and installers put it; the tests look at the same places.
    private static readonly (string Parent, string Name)[] InstallFolders = OperatingSystem.IsWindows()
        ? [(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")]
        :
        [
            ("/usr/lib/postgresql", "*"),
            ("/usr", "pgsql-*"),
            ("/opt/homebrew/opt", "postgresql*"),
            ("/usr/local/opt", "postgresql*"),
            ("/usr/local", "pgsql*"),
            ("/Library/PostgreSQL", "*"),
            ("/Applications/Postgres.app/Contents/Versions", "*"),
        ];

    /// <summary>Where the tests will find it, or why they will be skipped, in one line.</summary>
    public static string Ensure()
    {
        if (Variable(GivenServer) is not null)
            return $"the server of {GivenServer}";
        if (Find() is { } found)
            return found;
        // Whoever names a folder wants that one and no other.
        if (Variable(NamedFolder) is { } named)
            return Skipped($"{string.Join(" and ", Programs)} are not in {named} ({NamedFolder})");
        if (!AptGet.IsUsable)
            return Skipped($"its server programs are not on this machine: install them, or name their folder in {NamedFolder}");
        if (Install() is { } failure)
            return Skipped(failure);
        return Find() is { } installed ? $"{installed} (just installed with apt-get)" : Skipped("apt-get installed it, but not where it is looked for");
    }

    private static string Skipped(string why) => $"THE TESTS THAT NEED IT WILL BE SKIPPED: {why}";

    /// <summary>What went wrong, or null.</summary>
    private static string? Install()
    {
        try
        {
            if (!File.Exists(ClusterSettings))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(ClusterSettings)!);
                File.WriteAllText(ClusterSettings, "create_main_cluster = false\n");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        return AptGet.Install("postgresql");
    }

    private static string? Find()
    {
        var folders = Variable(NamedFolder) is { } named ? [named] : PathFolders().Concat(
            from place in InstallFolders
            where Directory.Exists(place.Parent)
            from version in Directory.GetDirectories(place.Parent, place.Name)
            select Path.Combine(version, "bin"));
        return folders.FirstOrDefault(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))));
    }

    private static string[] PathFolders() => (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
