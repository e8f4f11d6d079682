namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// The commit that is checked out around a folder, from git's own files: no program is started, none has to be there, and git's
/// refusal to look into a folder of another owner (usual in containers) does not matter.
/// </summary>
internal static class GitCheckout
{
    /// <summary>Null where there is no checkout, no commit yet, or a form of repository that is not known here.</summary>
    public static string? Commit(string folder)
    {
        try
        {
            return Find(folder) is { } git ? Head(git) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a provenance without a commit says less, and nothing wrong
        }
    }

    /// <summary>The folder that was checked out, this one or one above it; null where none was.</summary>
    public static string? Root(string folder)
    {
        var current = new DirectoryInfo(folder);
        while (current is not null && !Path.Exists(Path.Combine(current.FullName, ".git")))
            current = current.Parent;
        return current?.FullName;
    }

    private static string? Find(string folder)
    {
        if (Root(folder) is not { } root)
            return null;
        var git = Path.Combine(root, ".git");
        if (Directory.Exists(git))
            return git;
        // A linked work tree, or a submodule.
        return After(File.ReadAllText(git), "gitdir: ") is { } path ? Path.GetFullPath(path, root) : null;
    }

    private static string? Head(string git)
    {
        var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (After(head, "ref: ") is not { } reference)
            return BuildServer.AsCommit(head);
        var commonFile = Path.Combine(git, "commondir");
        var common = File.Exists(commonFile) ? Path.GetFullPath(File.ReadAllText(commonFile).Trim(), git) : git;
        var loose = new[] { git, common }.Select(d => Path.Combine(d, reference)).FirstOrDefault(File.Exists);
        return BuildServer.AsCommit(loose is not null ? File.ReadAllText(loose).Trim() : Packed(common, reference));
    }

    private static string? Packed(string common, string reference)
    {
        var file = Path.Combine(common, "packed-refs");
        return !File.Exists(file) ? null : File.ReadLines(file).FirstOrDefault(l => l.EndsWith($" {reference}", StringComparison.Ordinal))?.Split(' ')[0];
    }

    private static string? After(string text, string start) => text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..].Trim() : null;
}
