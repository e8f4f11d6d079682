using System.Text;

namespace MigrationBuild.Sqlite.Engine;

/// <summary>Values as SQL text.</summary>
internal static class SqlText
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Literal(string? value)
    {
        if (value is null)
            return "NULL";
        // SQL text ends at a NUL, so a NUL in a value has to be computed.
        var parts = value.Split('\0').Select(part => $"'{part.Replace("'", "''", StringComparison.Ordinal)}'").ToList();
        return parts.Count == 1 ? parts[0] : new StringBuilder("(").AppendJoin(" || char(0) || ", parts).Append(')').ToString();
    }
}
