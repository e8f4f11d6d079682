namespace MigrationBuild.Scripts;

/// <summary>Line ends as all of this product counts them.</summary>
internal static class LineEnds
{
    /// <summary>CRLF and lone CR to LF.</summary>
    public static string Normalize(string text) =>
        text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');
}
