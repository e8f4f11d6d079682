namespace MigrationBuild.Sqlite.Schemas;

/// <summary>
/// The tables in which a virtual table keeps its content. They are the module's own affair: their number of rows changes without
/// any change that a user would see (sqlite.org/vtab.html#the_xshadowname_method).
/// </summary>
internal static class ShadowTables
{
    private static readonly Dictionary<string, string[]> Suffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fts3"] = ["content", "segments", "segdir", "docsize", "stat"],
        ["fts4"] = ["content", "segments", "segdir", "docsize", "stat"],
        ["fts5"] = ["data", "idx", "content", "docsize", "config"],
        ["rtree"] = ["node", "rowid", "parent"],
        ["rtree_i32"] = ["node", "rowid", "parent"],
        ["geopoly"] = ["node", "rowid", "parent"],
    };

    public static IEnumerable<string> Of(string virtualTable, string module) =>
        Suffixes.TryGetValue(module, out var suffixes) ? suffixes.Select(suffix => $"{virtualTable}_{suffix}") : [];
}
