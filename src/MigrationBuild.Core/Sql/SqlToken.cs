namespace MigrationBuild.Sql;

/// <summary>One token.</summary>
/// <param name="Start">Offset in the text, UTF-16 units.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Unterminated">The closing quote or comment end is missing.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, bool Unterminated = false)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);

    /// <summary>Whether this is that key word, in any case.</summary>
    public bool Is(string text, string word) =>
        Kind == SqlTokenKind.Word && In(text).Equals(word, StringComparison.OrdinalIgnoreCase);
}
