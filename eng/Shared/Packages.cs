namespace MigrationBuild.Eng;

/// <summary>The two packages of this repository.</summary>
public static class Packages
{
    private static readonly string[] Projects = ["MigrationBuild.Tasks", "MigrationBuild.Tool"];

    /// <summary>Packs both into a folder, which then holds no other package; gives back the version, or the child that failed.</summary>
    public static (string? Version, ShellResult? Failure) Pack(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder, "*.nupkg"))
            File.Delete(old);
        foreach (var project in Projects)
        {
            // Its own output folder: packing beside a test run or an editor must not change the files under their feet.
            var pack = Shell.Dotnet(Repository.Root,
                ["pack", $"src/{project}", "-c", "Release", "-o", folder, "--artifacts-path", Repository.PathOf("artifacts", "build"), "-v", "q", "-nologo",
                // Paths of this machine stay out of the packages: one commit gives the same bytes everywhere.
                "-p:ContinuousIntegrationBuild=true"]);
            if (pack.ExitCode != 0)
                return (null, pack);
        }
        var prefix = "MigrationBuild.";
        var version = Directory.GetFiles(folder, $"{prefix}*.nupkg")
            .Select(file => Path.GetFileNameWithoutExtension(file)[prefix.Length..])
            .Single(rest => char.IsAsciiDigit(rest[0]));
        return (version, null);
    }
}
