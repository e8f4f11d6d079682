namespace MigrationBuild.Sqlite;

/// <summary>The one path of a file behind symbolic links, so that two names of one database take one lock.</summary>
internal static class RealPath
{
    // The limit of Linux for links on one path; beyond it there is a circle.
    private const int MostLinks = 40;

    public static string Of(string path) => Resolve(Path.GetFullPath(path), 0);

    private static string Resolve(string path, int links)
    {
        if (links > MostLinks)
            throw new IOException("too many symbolic links, or a circle of them");
        var root = Path.GetPathRoot(path)!;
        var current = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(current, part);
            current = new FileInfo(next).LinkTarget is { } target ? Resolve(Path.GetFullPath(target, current), links + 1) : next;
        }
        return current;
    }
}
