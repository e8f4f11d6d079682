using MigrationBuild.Sql;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>Reads the tokens of a stored statement from left to right. What it does not expect it refuses by <see cref="FormatException"/>.</summary>
internal sealed class SqlPieces(IReadOnlyList<SqlPiece> pieces)
{
    private int _next;

    public bool AtEnd => _next >= pieces.Count;

    public SqlPiece Current => AtEnd ? new SqlPiece(SqlTokenKind.Semicolon, "") : pieces[_next];

    public static SqlPieces Of(string sql, ISqlDialect dialect) => new(
        [.. dialect.Tokenize(sql)
            .Where(t => t.Kind is not (SqlTokenKind.LineComment or SqlTokenKind.BlockComment))
            .Select(t => new SqlPiece(t.Kind, t.In(sql).ToString()))]);

    public SqlPiece Take() => AtEnd ? throw new FormatException("the statement ends too early") : pieces[_next++];

    public bool Accept(string word)
    {
        if (AtEnd || !Current.Is(word))
            return false;
        _next++;
        return true;
    }

    /// <summary>All of them in this order, or none.</summary>
    public bool Accept(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_next + i >= pieces.Count || !pieces[_next + i].Is(words[i]))
                return false;
        }
        _next += words.Length;
        return true;
    }

    public bool Accept(char symbol)
    {
        if (AtEnd || !Current.IsSymbol(symbol))
            return false;
        _next++;
        return true;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!Accept(words))
            throw new FormatException($"'{string.Join(' ', words!)}' expected");
    }

    public string TakeName()
    {
        var piece = Take();
        return piece.IsName || (piece.Kind == SqlTokenKind.String && piece.Text[0] == '\'')
            ? piece.Name
            : throw new FormatException($"'{piece.Text}' is not a name");
    }

    /// <summary>What stands in the brackets that begin here.</summary>
    public IReadOnlyList<SqlPiece> TakeGroup()
    {
        if (!Accept('('))
            throw new FormatException("'(' expected");
        var group = new List<SqlPiece>();
        for (var depth = 1; ; group.Add(pieces[_next - 1]))
        {
            var piece = Take();
            if (piece.IsSymbol('('))
                depth++;
            else if (piece.IsSymbol(')') && --depth == 0)
                return group;
        }
    }

    public IReadOnlyList<SqlPiece> TakeRest()
    {
        var rest = pieces.Skip(_next).ToList();
        _next = pieces.Count;
        return rest;
    }

    /// <summary>The parts between commas that stand in no inner brackets.</summary>
    public static IEnumerable<IReadOnlyList<SqlPiece>> SplitAtCommas(IReadOnlyList<SqlPiece> pieces)
    {
        var part = new List<SqlPiece>();
        var depth = 0;
        foreach (var piece in pieces)
        {
            depth += piece.IsSymbol('(') ? 1 : piece.IsSymbol(')') ? -1 : 0;
            if (depth == 0 && piece.IsSymbol(','))
            {
                yield return part;
                part = [];
            }
            else
            {
                part.Add(piece);
            }
        }
        yield return part;
    }
}
