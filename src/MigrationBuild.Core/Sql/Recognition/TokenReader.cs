using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>Reads the tokens of one statement from left to right. At the end every question is answered with no.</summary>
/// <param name="tokens">Without comments.</param>
/// <param name="names">How the engine takes a token as a name; null where it takes it for none.</param>
internal sealed class TokenReader(string text, IReadOnlyList<SqlToken> tokens, Func<string, SqlToken, SqlName?> names)
{
    private const int ShownLength = 60;

    private readonly int _end = tokens.Count > 0 && tokens[^1].Kind == SqlTokenKind.Semicolon ? tokens.Count - 1 : tokens.Count;

    public string Text => text;

    /// <summary>The place among the tokens; may be set back.</summary>
    public int Position { get; set; }

    public bool AtEnd => Position >= _end;

    /// <summary>The next token; one of no length at the end of the text where there is none.</summary>
    public SqlToken Current => AtEnd ? new SqlToken(SqlTokenKind.Semicolon, _end > 0 ? tokens[_end - 1].End : text.Length, 0) : tokens[Position];

    /// <summary>Of the next token.</summary>
    public int Offset => AtEnd && _end > 0 ? tokens[_end - 1].Start : Current.Start;

    /// <summary>Whether these key words come next.</summary>
    public bool Is(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (Position + i >= _end || !tokens[Position + i].Is(text, words[i]))
                return false;
        }
        return true;
    }

    /// <summary>Whether the next token is one of these key words.</summary>
    public bool IsOneOf(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(word))
                return true;
        }
        return false;
    }

    /// <summary>Reads these key words if they come next.</summary>
    public bool Try(params ReadOnlySpan<string> words)
    {
        if (!Is(words))
            return false;
        Position += words.Length;
        return true;
    }

    public bool IsSymbol(string symbol) => !AtEnd && Current.Kind == SqlTokenKind.Symbol && Current.In(text).SequenceEqual(symbol);

    public bool TrySymbol(string symbol)
    {
        if (!IsSymbol(symbol))
            return false;
        Position++;
        return true;
    }

    /// <summary>Whether the next token can be a name.</summary>
    public bool IsName => !AtEnd && NameOf(Current) is not null;

    /// <summary>A token as a name; null where it is none.</summary>
    public SqlName? NameOf(SqlToken token) => token.Unterminated ? null : names(text, token);

    /// <summary>The next token as a name; null, and nothing read, where it is none.</summary>
    public SqlName? TryName()
    {
        if (AtEnd || NameOf(Current) is not { } name)
            return null;
        Position++;
        return name;
    }

    /// <summary>`name`, `schema.name`, `database.schema.name`; null, and nothing read, where there is none.</summary>
    public ObjectName? TryObjectName()
    {
        var start = Position;
        if (TryName() is not { } name)
            return null;
        SqlName? schema = null;
        while (TrySymbol("."))
        {
            schema = name;
            if (TryName() is { } next)
            {
                name = next;
                continue;
            }
            Position = start;
            return null;
        }
        return new ObjectName(schema, name);
    }

    /// <summary>Names with commas between them; empty where there is none.</summary>
    public IReadOnlyList<ObjectName> ObjectNames()
    {
        var read = new List<ObjectName>();
        while (TryObjectName() is { } name)
        {
            read.Add(name);
            if (!TrySymbol(","))
                break;
        }
        return read;
    }

    /// <summary>`(a, b)`, each entry a name and whatever follows it up to the comma; null in place of what begins otherwise. Empty, and nothing read, where no bracket comes next.</summary>
    public IReadOnlyList<SqlName?> NamesInBrackets()
    {
        var read = new List<SqlName?>();
        if (!IsSymbol("("))
            return read;
        var end = Position + LengthOfBrackets();
        Position++;
        while (Position < end - 1)
        {
            var at = Position;
            var name = TryName();
            read.Add(IsSymbol("(") || Position == at ? null : name);
            SkipTo(",", end - 1);
            TrySymbol(",");
        }
        Position = end;
        return read;
    }

    /// <summary>`(10, 2)`: the texts between the commas. Empty, and nothing read, where no bracket comes next.</summary>
    public IReadOnlyList<string> TextsInBrackets()
    {
        var read = new List<string>();
        if (!IsSymbol("("))
            return read;
        var end = Position + LengthOfBrackets();
        Position++;
        while (Position < end - 1)
        {
            var start = Position;
            SkipTo(",", end - 1);
            read.Add(TextBetween(start, Position));
            TrySymbol(",");
        }
        Position = end;
        return read;
    }

    /// <summary>The same, and nothing read.</summary>
    public IReadOnlyList<string> TextsInBracketsAhead()
    {
        var start = Position;
        var texts = TextsInBrackets();
        Position = start;
        return texts;
    }

    /// <summary>Skips `( … )`, whatever is in it, if it comes next.</summary>
    public bool TrySkipBrackets()
    {
        if (!IsSymbol("("))
            return false;
        Position += LengthOfBrackets();
        return true;
    }

    /// <summary>The number of tokens from the bracket that comes next to the one that closes it, or to the end.</summary>
    public int LengthOfBrackets()
    {
        var depth = 0;
        for (var i = Position; i < _end; i++)
        {
            depth += Depth(i);
            if (depth == 0)
                return i - Position + 1;
        }
        return _end - Position;
    }

    /// <summary>Skips to the symbol outside of brackets, or to the end of the statement.</summary>
    public void SkipTo(string symbol) => SkipTo(symbol, _end);

    /// <summary>Goes on from here to the first place outside of brackets where the condition holds, or to the end.</summary>
    public void SkipUntil(Func<TokenReader, bool> condition)
    {
        var depth = 0;
        while (!AtEnd && !(depth == 0 && condition(this)))
        {
            var change = Depth(Position);
            if (depth == 0 && change < 0)
                return;
            depth += change;
            Position++;
        }
    }

    /// <summary>Whether the words stand anywhere from here on outside of brackets.</summary>
    public bool HasAhead(params string[] words)
    {
        var start = Position;
        SkipUntil(r => r.Is(words));
        var found = !AtEnd && Is(words);
        Position = start;
        return found;
    }

    /// <summary>The tokens between two places.</summary>
    public IEnumerable<SqlToken> Between(int from, int to) => tokens.Skip(from).Take(Math.Min(to, _end) - from);

    /// <summary>The tokens from here to the end of the statement.</summary>
    public IEnumerable<SqlToken> Rest => Between(Position, _end);

    /// <summary>The text between two places, on one line.</summary>
    public string TextBetween(int from, int to)
    {
        if (to <= from || from >= _end)
            return "";
        var last = tokens[Math.Min(to, _end) - 1];
        return OneLine(text[tokens[from].Start..last.End]);
    }

    /// <summary>The first words of the statement or of what begins here, on one line, for people.</summary>
    public string FirstWords(int from)
    {
        if (from >= _end)
            return "";
        var words = OneLine(text[tokens[from].Start..Math.Min(tokens[_end - 1].End, tokens[from].Start + (4 * ShownLength))]);
        return words.Length <= ShownLength ? words : words[..ShownLength].TrimEnd() + "…";
    }

    private static string OneLine(string part) => string.Join(' ', part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private void SkipTo(string symbol, int end)
    {
        var depth = 0;
        for (; Position < end; Position++)
        {
            if (depth == 0 && IsSymbol(symbol))
                return;
            depth += Depth(Position);
        }
    }

    private int Depth(int index) =>
        tokens[index].Kind != SqlTokenKind.Symbol || tokens[index].Length != 1 ? 0
        : text[tokens[index].Start] switch
        {
            '(' or '[' => 1,
            ')' or ']' => -1,
            _ => 0,
        };
}
