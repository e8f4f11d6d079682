using System.Text;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>A stored setting's value as ALTER … SET takes it.</summary>
internal static class SettingValue
{
    // GUC_LIST_QUOTE: stored as a list of names that are quoted already (variable_is_guc_list_quote in src/bin/pg_dump/dumputils.c).
    private static readonly HashSet<string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories",
    };

    public static string ToSql(string name, string value) =>
        Lists.Contains(name) ? string.Join(", ", Names(value).DefaultIfEmpty("").Select(SqlText.Literal)) : SqlText.Literal(value);

    /// <summary>The names of a list such as `"a,b", "c""d", public`.</summary>
    private static List<string> Names(string list)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        var (quoted, any) = (false, false);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '"' && quoted && i + 1 < list.Length && list[i + 1] == '"')
                name.Append(list[i++]);
            else if (list[i] == '"')
                (quoted, any) = (!quoted, true);
            else if (list[i] == ',' && !quoted)
                End();
            else if (quoted || list[i] != ' ')
                name.Append(list[i]);
        }
        End();
        return names;

        void End()
        {
            if (any || name.Length > 0)
                names.Add(name.ToString());
            name.Clear();
            any = false;
        }
    }
}
