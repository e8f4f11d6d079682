namespace MigrationBuild.Scripts.Layouts;

/// <summary>All layouts.</summary>
public static class ScriptLayouts
{
    public static readonly PairLayout Pair = new();
    public static readonly SectionsLayout Sections = new();
    public static readonly FolderLayout Folder = new();
    public static readonly FromToLayout FromTo = new();
    public static readonly FlywayLayout Flyway = new();
    public static readonly PlainLayout Plain = new();

    // A plain name is read as one of sections; the text decides later.
    private static readonly ScriptLayout[] ByName = [Folder, FromTo, Flyway, Pair, Sections];

    /// <summary>For messages.</summary>
    public static string Examples =>
        "0007_add_email.up.sql with .down.sql, 0007_add_email.sql, 0007_add_email/up.sql, v6_to_v7_add_email.sql, V7__add_email.sql";

    /// <summary>Null where no layout knows the name.</summary>
    /// <param name="path">With `/` between folders.</param>
    public static ScriptName? Parse(string path)
    {
        if (FileNameParts.TryParse(path) is not { } parts)
            return null;
        foreach (var layout in ByName)
        {
            if (layout.TryParse(parts) is { } name)
                return name;
        }
        return null;
    }
}
