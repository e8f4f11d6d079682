namespace MigrationBuild.Rules.Sqlite;

/// <summary>
/// With which version of SQLite parts of its language came, from 3.24 on (release notes at sqlite.org/changes.html, functions at
/// sqlite.org/lang_corefunc.html, lang_datefunc.html, lang_aggfunc.html, lang_mathfunc.html and json1.html).
/// </summary>
internal static class FeatureVersions
{
    private static readonly (int Minor, string[] Names)[] ByVersion =
    [
        (24, ["ON CONFLICT … DO"]),
        (25, ["RENAME COLUMN"]),
        (27, ["VACUUM INTO"]),
        (30, ["NULLS FIRST"]),
        (31, ["GENERATED ALWAYS"]),
        (32, ["iif()"]),
        (33, ["UPDATE … FROM"]),
        (34, ["substring()"]),
        (35, ["DROP COLUMN", "RETURNING", "MATERIALIZED", "sign()", .. Functions("acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin sinh sqrt tan tanh trunc")]),
        (37, ["STRICT"]),
        (38, ["->", "unixepoch()", "format()"]),
        (39, ["RIGHT JOIN", "FULL JOIN", "IS DISTINCT FROM"]),
        (41, ["unhex()"]),
        (42, ["json_error_position()"]),
        (43, ["octet_length()", "timediff()"]),
        (44, ["concat()", "concat_ws()", "string_agg()"]),
        (45, Functions("jsonb jsonb_array jsonb_extract jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set jsonb_group_array jsonb_group_object")),
        (46, ["json_pretty()", "_ between digits"]),
        (48, ["if()"]),
        (50, ["unistr()", "unistr_quote()"]),
        (51, ["jsonb_each()", "jsonb_tree()"]),
    ];

    private static readonly Dictionary<string, ServerVersion> ByName =
        ByVersion.SelectMany(v => v.Names.Select(n => (Name: n, Version: new ServerVersion(3, v.Minor)))).ToDictionary(f => f.Name, f => f.Version, StringComparer.Ordinal);

    /// <summary>Null: it was always there, or is nothing of SQLite's own.</summary>
    /// <param name="feature">As in <see cref="Sql.Model.SqlFeature.Name"/>.</param>
    public static ServerVersion? Since(string feature) => ByName.TryGetValue(feature, out var version) ? version : null;

    private static string[] Functions(string names) => [.. names.Split(' ').Select(n => $"{n}()")];
}
