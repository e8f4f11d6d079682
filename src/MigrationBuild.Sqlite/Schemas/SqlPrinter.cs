using System.Text;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>
/// One text for all ways to write the same: no comments, one space where there is space, key words in upper case, quotes only where
/// a name needs them, names of known columns as the table writes them.
/// </summary>
internal sealed class SqlPrinter
{
    /// <summary>For statements whose columns are not known here.</summary>
    public static readonly SqlPrinter Plain = new([]);

    private readonly Dictionary<string, string> _columns = new(StringComparer.OrdinalIgnoreCase);

    public SqlPrinter(IEnumerable<string> columns)
    {
        foreach (var column in columns)
            _columns.TryAdd(column, column);
    }

    public string Name(string name)
    {
        var stored = _columns.GetValueOrDefault(name, name);
        return IsSimple(stored) && !Keywords.Any(stored) ? stored : SqlText.Identifier(stored);
    }

    public string Print(IEnumerable<SqlPiece> pieces)
    {
        var text = new StringBuilder();
        SqlPiece? previous = null;
        foreach (var piece in pieces)
        {
            if (previous is { } left && NeedsSpace(left, piece))
                text.Append(' ');
            text.Append(Print(piece));
            previous = piece;
        }
        return text.ToString();
    }

    private string Print(SqlPiece piece) => piece.Kind switch
    {
        SqlTokenKind.QuotedIdentifier => Name(piece.Name),
        SqlTokenKind.Word when Keywords.IsNeverAName(piece.Text) => piece.Text.ToUpperInvariant(),
        SqlTokenKind.Word when _columns.ContainsKey(piece.Text) => Name(piece.Text),
        SqlTokenKind.Word when Keywords.Any(piece.Text) => piece.Text.ToUpperInvariant(),
        _ => piece.Text,
    };

    private static bool NeedsSpace(SqlPiece left, SqlPiece right) =>
        !left.IsSymbol('(') && !left.IsSymbol('.')
        && !right.IsSymbol(')') && !right.IsSymbol(',') && !right.IsSymbol('.') && right.Kind != SqlTokenKind.Semicolon;

    private static bool IsSimple(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' || c >= '\u0080');
}
