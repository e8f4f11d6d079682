using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>Names as SQLite takes them: in any of four kinds of quotes, and the same in capital and small letters.</summary>
internal static class SqliteNames
{
    /// <summary>Null where the token is no name. A string is one, where only a name can stand.</summary>
    public static SqlName? Of(string text, SqlToken token)
    {
        var word = token.In(text);
        return token.Kind switch
        {
            SqlTokenKind.Word => Named(word.ToString()),
            SqlTokenKind.QuotedIdentifier when word[0] == '[' => Named(word[1..^1].ToString()),
            SqlTokenKind.QuotedIdentifier or SqlTokenKind.String when word[0] is '"' or '`' or '\'' => Named(Unquote(word)),
            _ => null,
        };
    }

    private static SqlName Named(string name) => new(name, AsciiCase.ToLower(name));

    private static string Unquote(ReadOnlySpan<char> quoted)
    {
        var quote = quoted[..1].ToString();
        return quoted[1..^1].ToString().Replace(quote + quote, quote, StringComparison.Ordinal);
    }
}
