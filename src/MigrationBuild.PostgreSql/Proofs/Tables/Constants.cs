using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Constants in expressions as the server prints them.</summary>
internal static class Constants
{
    /// <summary>Of each token that is one, with its sign; null for another token.</summary>
    public static List<string?> In(string text, IReadOnlyList<SqlToken> tokens)
    {
        var values = new List<string?>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var isNegative = tokens[i].In(text) is "-" && i + 1 < tokens.Count && tokens[i + 1].Kind == SqlTokenKind.Number;
            values.Add(isNegative ? "-" + tokens[++i].In(text).ToString() : Value(text, tokens[i]));
        }
        return values;
    }

    /// <summary>Null where the token is no constant.</summary>
    public static string? Value(string text, SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Number => token.In(text).ToString(),
        SqlTokenKind.String => Unquoted(token.In(text).ToString()),
        _ => null,
    };

    private static string Unquoted(string literal)
    {
        var hasEscapes = literal[0] is 'E' or 'e';
        var content = literal[(literal.IndexOf('\'') + 1)..^1].Replace("''", "'", StringComparison.Ordinal);
        // The server itself writes no other escape than this.
        return hasEscapes ? content.Replace(@"\\", @"\", StringComparison.Ordinal) : content;
    }
}
