namespace MigrationBuild.Scripts.Layouts;

/// <summary>One way to lay out and name migration scripts: how names are read, and which names it would give to new files.</summary>
public abstract class ScriptLayout
{
    /// <summary>For messages: `pair`.</summary>
    public abstract string Name { get; }

    /// <summary>For messages: `0007_add_email.up.sql`.</summary>
    public abstract string Example { get; }

    /// <summary>Whether every migration needs a down script, or a reason for having none.</summary>
    public virtual bool NeedsDown => true;

    /// <summary>Null where the name is not of this layout.</summary>
    public abstract ScriptName? TryParse(FileNameParts parts);

    /// <summary>The path of the down script that belongs to this up script; null where the down script is a section of the same file.</summary>
    public abstract string? DownFileFor(string upFile);

    /// <summary>The files of a new migration.</summary>
    /// <param name="version">As it is to be written.</param>
    /// <param name="head">The lines of directives that the up script needs, each with its line end; mostly empty.</param>
    public abstract IReadOnlyList<NewScript> NewFiles(string version, string? from, string name, string head);

    public override string ToString() => $"{Name} ({Example})";

    /// <summary>Puts one ending in the place of another at the last place where it stands as a dot-separated part of the file name.</summary>
    protected static string ReplaceSuffix(string file, string from, string to)
    {
        var at = file.LastIndexOf("." + from + ".", StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? file[..^".sql".Length] + "." + to + ".sql"
            : file[..(at + 1)] + to + file[(at + 1 + from.Length)..];
    }

    protected static string Join(string version, string name) => name.Length == 0 ? version : $"{version}_{name}";
}
