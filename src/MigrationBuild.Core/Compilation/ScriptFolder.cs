using MigrationBuild.Diagnostics;

namespace MigrationBuild.Compilation;

/// <summary>The scripts and templates below a folder, as `check DIR` takes them.</summary>
/// <param name="Scripts">Absolute paths, sorted.</param>
/// <param name="Templates">Absolute paths, sorted: files whose name, or a folder's above them, begins with an underscore.</param>
/// <param name="Seeds">Absolute paths, sorted: the scripts in the folder <see cref="SeedFolder"/> of this one.</param>
/// <param name="PerformanceFiles">Absolute paths, sorted: the files in the folder <see cref="PerformanceFolder"/> of this one.</param>
public sealed record ScriptFolder(
    string Directory, IReadOnlyList<string> Scripts, IReadOnlyList<string> Templates, IReadOnlyList<string> Seeds, IReadOnlyList<string> PerformanceFiles)
{
    /// <summary>Holds rows for the proof, no migrations.</summary>
    public const string SeedFolder = "seed";

    /// <summary>Holds queries whose time a deployment compares, no migrations.</summary>
    public const string PerformanceFolder = "perf";

    /// <summary>The lock file's usual place.</summary>
    public string LockFile => Path.Combine(Directory, "migrations.lock");

    private string GlobalConfig => Path.Combine(Directory, "migrations.globalconfig");

    /// <exception cref="MigrationException">MB1004: the folder cannot be read.</exception>
    public static ScriptFolder Read(string directory)
    {
        var full = Path.GetFullPath(directory);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = false, AttributesToSkip = 0 };
        try
        {
            // By name on every system, as the build's default items are, and not by the file system's own mark.
            var files = System.IO.Directory.GetFiles(full, "*.sql", options).Where(f => !HasSegment(full, f, '.')).Order(StringComparer.Ordinal).ToLookup(f => KindOf(full, f));
            return new ScriptFolder(full, [.. files["script"]], [.. files["template"]], [.. files["seed"]], [.. files["performance"]]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(
                new Diagnostic(Descriptors.UnreadableFile, new SourceLocation(directory), $"the folder cannot be read: {Reason.Of(e)}"), ExitCode.Failed, e);
        }
    }

    /// <summary>A request with these scripts, shown relative to the folder that holds this one, so that its name is seen.</summary>
    public CompilationRequest ToRequest(string engine) => new()
    {
        ProjectDirectory = Path.GetDirectoryName(Directory) ?? Directory,
        Engine = engine,
        Scripts = Scripts,
        Templates = Templates,
        Seeds = Seeds,
        PerformanceFiles = PerformanceFiles,
        LockFile = LockFile,
        GlobalConfig = File.Exists(GlobalConfig) ? GlobalConfig : null,
    };

    private static string KindOf(string folder, string file) =>
        HasSegment(folder, file, '_') ? "template"
        : Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar) switch
        {
            [SeedFolder, _, ..] => "seed",
            [PerformanceFolder, _, ..] => "performance",
            _ => "script",
        };

    private static bool HasSegment(string folder, string file, char start) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(s => s.StartsWith(start));
}
