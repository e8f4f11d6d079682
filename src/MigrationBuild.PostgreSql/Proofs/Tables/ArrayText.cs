namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Arrays as text (postgresql.org/docs/current/arrays.html#ARRAYS-IO).</summary>
internal static class ArrayText
{
    private const int Several = 3;

    /// <summary>One element, none, several, and a NULL among them.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> elements) => elements.Count == 0
        ? ["{}"]
        : [From([elements[0]]), "{}", From(elements.Take(Several)), From([elements[0], null, elements[^1]])];

    public static string From(IEnumerable<string?> elements) => $"{{{string.Join(',', elements.Select(e => e is null ? "NULL" : Quoted(e)))}}}";

    private static string Quoted(string element) =>
        $"\"{element.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
