namespace MigrationBuild.Eng;

/// <summary>The two packages of this repository.</summary>
public static class Packages
{
    /// <summary>The variable that names a folder with both, where they are packed already: the tests have them.</summary>
    public const string Variable = "MIGRATIONBUILD_FEED";

    private const string Prefix = "MigrationBuild.";

    private static readonly string[] Projects = ["MigrationBuild.Tasks", "MigrationBuild.Tool"];

    /// <summary>Packs both into a folder, which then holds no other package; gives back the child that failed, or null.</summary>
    /// <param name="version">Null: that of Directory.Build.props.</param>
    /// <param name="build">Where what they are made of is built; null: one folder for all packing in this checkout, so that the next time is quick.</param>
    public static ShellResult? Pack(string folder, string? version = null, string? build = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetFiles(folder, "*.nupkg"))
            File.Delete(old);
        foreach (var project in Projects)
        {
            // Its own output folder: packing beside a test run or an editor must not change the files under their feet.
            string[] pack = ["pack", $"src/{project}", "-c", "Release", "-o", folder, "--artifacts-path", build ?? Repository.PathOf("artifacts", "build"), "-v", "q", "-nologo",
                // Paths of this machine stay out of the packages: one commit gives the same bytes everywhere.
                "-p:ContinuousIntegrationBuild=true",
                // The build of the tests has run them.
                "-p:RunAnalyzers=false"];
            var result = Shell.Dotnet(Repository.Root, version is null ? pack : [.. pack, $"-p:Version={version}"]);
            if (result.ExitCode != 0)
                return result;
        }
        return null;
    }

    /// <summary>The version of the packages in a folder that holds no others.</summary>
    public static string VersionIn(string folder) => Directory.GetFiles(folder, $"{Prefix}*.nupkg")
        .Select(file => Path.GetFileNameWithoutExtension(file)[Prefix.Length..])
        .Single(rest => char.IsAsciiDigit(rest[0]));
}
