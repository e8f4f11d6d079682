namespace MigrationBuild.PostgreSql;

/// <summary>Values and names as SQL.</summary>
internal static class SqlText
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // The E form means the same whatever standard_conforming_strings says.
    public static string Literal(string? value) =>
        value is null ? "NULL"
        : value.Contains('\\') ? $"E'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'"
        : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
