using System.Text;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>Names as PostgreSQL keeps them: small letters unless they are quoted, cut after 63 bytes.</summary>
internal static class PostgreSqlNames
{
    /// <summary>The bytes of a name that the server keeps (NAMEDATALEN - 1).</summary>
    public const int MaxBytes = 63;

    /// <summary>Null where the token is no name.</summary>
    public static SqlName? Of(string text, SqlToken token)
    {
        if (token.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier))
            return null;
        var word = token.In(text);
        var name = token.Kind == SqlTokenKind.QuotedIdentifier ? Unquote(word) : AsciiCase.ToLower(word);
        return new SqlName(name, Cut(name));
    }

    private static string Unquote(ReadOnlySpan<char> quoted)
    {
        var start = quoted.IndexOf('"') + 1;
        return quoted[start..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static string Cut(string name)
    {
        if (name.Length * 3 <= MaxBytes || Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var bytes = 0;
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
                break;
            length += rune.Utf16SequenceLength;
        }
        return name[..length];
    }
}
