using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>An expression up to where something else begins, and what can be told of it.</summary>
internal static class ExpressionReader
{
    // Words that stand before a bracket and call nothing.
    private static readonly HashSet<string> NoFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "in", "any", "all", "some", "exists", "values", "array", "row", "case", "when", "then", "else", "is", "between", "like", "ilike",
        "cast", "coalesce", "nullif", "greatest", "least", "extract", "overlay", "position", "substring", "trim", "treat", "collate", "as", "from", "using",
        "over", "filter", "within", "interval", "numeric", "decimal", "varchar", "char", "character", "bit", "varying", "timestamp", "timestamptz", "time", "float",
    };

    private static readonly HashSet<string> FunctionWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "current_user", "session_user", "current_role", "user", "current_schema", "current_catalog",
    };

    /// <summary>What stands in the brackets that come next; null, and nothing read, where none do.</summary>
    public static SqlExpression? TryInBrackets(TokenReader reader)
    {
        if (!reader.IsSymbol("("))
            return null;
        var start = reader.Position;
        reader.TrySkipBrackets();
        return Of(reader, start, reader.Position);
    }

    /// <summary>At least one token, and then up to where the condition holds outside of brackets.</summary>
    public static SqlExpression Until(TokenReader reader, Func<TokenReader, bool> condition)
    {
        var start = reader.Position;
        if (!reader.TrySkipBrackets() && !reader.AtEnd)
            reader.Position++;
        reader.SkipUntil(condition);
        return Of(reader, start, reader.Position);
    }

    /// <summary>Whether a function is called anywhere from here to the end of the statement.</summary>
    public static bool HasCallAhead(TokenReader reader) => Functions(reader, [.. reader.Rest]).Count > 0;

    private static SqlExpression Of(TokenReader reader, int start, int end)
    {
        var tokens = reader.Between(start, end).ToList();
        var inner = WithoutBrackets(reader.Text, tokens);
        return new SqlExpression(tokens.Count > 0 ? tokens[0].Start : reader.Offset, reader.TextBetween(start, end), Functions(reader, tokens))
        {
            IsNull = inner.Count > 0 && inner[0].Is(reader.Text, "NULL") && (inner.Count == 1 || IsSymbol(reader.Text, inner[1], "::")),
            IsLiteral = IsLiteral(reader, inner),
            NotNullColumns = NotNullColumns(reader, inner),
            Mentions = MentionReader.Of(reader, tokens),
        };
    }

    private static List<string> Functions(TokenReader reader, List<SqlToken> tokens)
    {
        var text = reader.Text;
        var functions = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier) || reader.NameOf(tokens[i])?.Key is not { } word)
                continue;
            var isCall = i + 1 < tokens.Count && IsSymbol(text, tokens[i + 1], "(") && !(tokens[i].Kind == SqlTokenKind.Word && NoFunctions.Contains(word));
            var hasSchema = i >= 2 && IsSymbol(text, tokens[i - 1], ".");
            var before = hasSchema ? i - 3 : i - 1;
            if (isCall && !(before >= 0 && IsSymbol(text, tokens[before], "::")))
                functions.Add(hasSchema ? $"{reader.NameOf(tokens[i - 2])?.Key}.{word}" : word);
            else if (!hasSchema && tokens[i].Kind == SqlTokenKind.Word && FunctionWords.Contains(word))
                functions.Add(word);
        }
        return functions;
    }

    // '…', 1, -1, true, '…'::text, date '…', interval '1 day'.
    private static bool IsLiteral(TokenReader reader, List<SqlToken> tokens)
    {
        var text = reader.Text;
        tokens = InnerOfCast(text, tokens) ?? tokens;
        var i = 0;
        if (i < tokens.Count && (IsSymbol(text, tokens[i], "-") || IsSymbol(text, tokens[i], "+")))
            i++;
        else if (tokens.Count > 1 && tokens[0].Kind == SqlTokenKind.Word && tokens[1].Kind == SqlTokenKind.String)
            i++;
        if (i >= tokens.Count)
            return false;
        var isValue = tokens[i].Kind is SqlTokenKind.String or SqlTokenKind.Number || tokens[i].Is(text, "TRUE") || tokens[i].Is(text, "FALSE");
        return isValue && (i + 1 == tokens.Count || (IsSymbol(text, tokens[i + 1], "::") && Functions(reader, tokens).Count == 0));
    }

    // CAST(… AS type): what is cast; null where it is no cast.
    private static List<SqlToken>? InnerOfCast(string text, List<SqlToken> tokens)
    {
        if (tokens.Count < 2 || !tokens[0].Is(text, "CAST") || !ClosesAtEnd(text, tokens.GetRange(1, tokens.Count - 1)))
            return null;
        var end = tokens.FindLastIndex(t => t.Is(text, "AS"));
        return end < 2 ? null : tokens.GetRange(2, end - 2);
    }

    private static List<SqlName> NotNullColumns(TokenReader reader, List<SqlToken> tokens)
    {
        var text = reader.Text;
        var columns = new List<SqlName>();
        for (var i = 0; i < tokens.Count;)
        {
            var end = EndOfPart(text, tokens, i);
            var part = WithoutBrackets(text, tokens.GetRange(i, end - i));
            if (part.Count != 4 || reader.NameOf(part[0]) is not { } column
                || !part[1].Is(text, "IS") || !part[2].Is(text, "NOT") || !part[3].Is(text, "NULL"))
            {
                return [];
            }
            columns.Add(column);
            i = end + 1;
        }
        return columns;
    }

    private static int EndOfPart(string text, List<SqlToken> tokens, int from)
    {
        var depth = 0;
        for (var i = from; i < tokens.Count; i++)
        {
            if (depth == 0 && tokens[i].Is(text, "AND"))
                return i;
            depth += IsSymbol(text, tokens[i], "(") ? 1 : IsSymbol(text, tokens[i], ")") ? -1 : 0;
        }
        return tokens.Count;
    }

    private static List<SqlToken> WithoutBrackets(string text, List<SqlToken> tokens)
    {
        while (tokens.Count > 2 && IsSymbol(text, tokens[0], "(") && IsSymbol(text, tokens[^1], ")") && ClosesAtEnd(text, tokens))
            tokens = tokens.GetRange(1, tokens.Count - 2);
        return tokens;
    }

    private static bool ClosesAtEnd(string text, List<SqlToken> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += IsSymbol(text, tokens[i], "(") ? 1 : IsSymbol(text, tokens[i], ")") ? -1 : 0;
            if (depth == 0)
                return i == tokens.Count - 1;
        }
        return false;
    }

    private static bool IsSymbol(string text, SqlToken token, string symbol) =>
        token.Kind == SqlTokenKind.Symbol && token.In(text).SequenceEqual(symbol);
}
