using MigrationBuild.Sql;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>One token of a stored statement.</summary>
/// <param name="Text">As it stands there.</param>
internal readonly record struct SqlPiece(SqlTokenKind Kind, string Text)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    /// <summary>The identifier without its quotes; in some places the engine takes a string for a name, too.</summary>
    public string Name => Kind is SqlTokenKind.QuotedIdentifier or SqlTokenKind.String ? Unquoted() : Text;

    public bool Is(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text.Length == 1 && Text[0] == symbol;

    private string Unquoted()
    {
        var quote = Text[0] == '[' ? ']' : Text[0];
        var inner = Text[1..^1];
        return quote == ']' ? inner : inner.Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
    }
}
