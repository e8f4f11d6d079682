using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Reports;

/// <summary>The files that findings blame: their paths as other programs want them, and their lines.</summary>
/// <param name="projectDirectory">What the paths of findings are relative to.</param>
public sealed class SourceTree(string projectDirectory)
{
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    /// <summary>The checkout around the project, since build servers know files by their place in it; the project's folder where there is none.</summary>
    public string Root { get; } = GitCheckout.Root(projectDirectory) ?? projectDirectory;

    /// <summary>Absolute.</summary>
    public string FullPath(string file) => Path.GetFullPath(file, projectDirectory);

    /// <summary>Relative to <see cref="Root"/>, with `/`; absolute where the file is not below it. To be shown: without secrets.</summary>
    public string RelativePath(string file)
    {
        var full = FullPath(file);
        var relative = Path.GetRelativePath(Root, full);
        var isBelow = relative.Split(Path.DirectorySeparatorChar)[0] != ".." && !Path.IsPathRooted(relative);
        return Secrets.Redact(isBelow ? relative.Replace(Path.DirectorySeparatorChar, '/') : full);
    }

    /// <summary>A line as it is written; null where the file cannot be read, or ends before.</summary>
    public string? Line(SourceLocation location)
    {
        var path = FullPath(location.File);
        if (!_lines.TryGetValue(path, out var lines))
            _lines[path] = lines = Read(path);
        return location.Line <= lines.Length ? lines[location.Line - 1] : null;
    }

    // Its own finding says so; a report that quotes it loses only the quotation.
    private static string[] Read(string path)
    {
        try
        {
            return File.Exists(path) ? LineEnds.Normalize(File.ReadAllText(path)).Split('\n') : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
