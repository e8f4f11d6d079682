namespace MigrationBuild.Sql.Recognition;

/// <summary>Small letters as engines make them of names.</summary>
internal static class AsciiCase
{
    // Letters beyond ASCII are another character: SQLite never folds them, PostgreSQL only in encodings of one byte.
    public static string ToLower(ReadOnlySpan<char> word) => string.Create(word.Length, word, (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
    });
}
