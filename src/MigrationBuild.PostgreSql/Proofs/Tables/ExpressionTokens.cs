using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>The tokens of an expression as the server prints it, without brackets and casts.</summary>
internal static class ExpressionTokens
{
    // What may follow the first word of a type's name: `character varying(10)`, `timestamp(3) without time zone`.
    private static readonly HashSet<string> TypeWords = new(StringComparer.OrdinalIgnoreCase) { "varying", "precision", "with", "without", "time", "zone" };

    public static IReadOnlyList<SqlToken> Of(string text)
    {
        var tokens = PostgreSqlDialect.Instance.Tokenize(text);
        var kept = new List<SqlToken>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].In(text) is "::")
                i = EndOfType(text, tokens, i + 1);
            else if (tokens[i].In(text) is not ("(" or ")" or "[" or "]" or ","))
                kept.Add(tokens[i]);
        }
        return kept;
    }

    /// <returns>The last token of the type.</returns>
    private static int EndOfType(string text, IReadOnlyList<SqlToken> tokens, int at)
    {
        while (at + 1 < tokens.Count)
        {
            var next = tokens[at + 1];
            if (next.In(text) is ".")
                at += 2;
            else if (next.In(text) is "[" || (next.In(text) is "(" && at + 2 < tokens.Count && tokens[at + 2].Kind == SqlTokenKind.Number))
                at = IndexOfClosing(text, tokens, at + 2);
            else if (next.Kind == SqlTokenKind.Word && TypeWords.Contains(next.In(text).ToString()))
                at++;
            else
                break;
        }
        return at;
    }

    private static int IndexOfClosing(string text, IReadOnlyList<SqlToken> tokens, int from)
    {
        var i = from;
        while (i < tokens.Count - 1 && tokens[i].In(text) is not (")" or "]"))
            i++;
        return i;
    }
}
