namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Composite values as text (postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX).</summary>
internal static class RowText
{
    /// <param name="attributes">Null: nothing between the commas, which is NULL.</param>
    public static string From(IEnumerable<string?> attributes) => $"({string.Join(',', attributes.Select(a => a is null ? "" : Quoted(a)))})";

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
