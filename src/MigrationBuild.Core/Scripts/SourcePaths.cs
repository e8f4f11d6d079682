namespace MigrationBuild.Scripts;

/// <summary>Absolute paths to those that are stored and shown.</summary>
internal sealed class SourcePaths(string projectDirectory, bool fullPaths)
{
    /// <summary>Relative to the project, with `/`: the same on every machine.</summary>
    public string Relative(string path) => Path.GetRelativePath(projectDirectory, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>As messages show it.</summary>
    public string Display(string path) => fullPaths ? path : Relative(path);

    /// <summary>The same for a path that is stored, relative to the project.</summary>
    public string DisplayStored(string file) => fullPaths ? Path.GetFullPath(Path.Combine(projectDirectory, file)) : file;
}
