using System.Text;
using System.Text.RegularExpressions;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>Where in a script's file the engine found something wrong.</summary>
internal static partial class ScriptPosition
{
    private const int LongestStatement = 300;

    /// <param name="start">The statement's first byte that is neither white space nor comment.</param>
    /// <param name="tail">Where the engine stopped reading.</param>
    public static (int Line, int Column) Of(MigrationScript script, ReadOnlySpan<byte> sql, int start, int tail, string message)
    {
        var offset = Encoding.UTF8.GetCharCount(sql[..(NamedToken(sql, start, tail, message) ?? start)]);
        var (line, column) = new LineMap(script.Text).At(offset);
        return (script.FirstLine + line - 1, column);
    }

    public static string StatementAt(MigrationScript script, ReadOnlySpan<byte> sql, int start, ISqlDialect dialect)
    {
        var offset = Encoding.UTF8.GetCharCount(sql[..start]);
        var statement = dialect.Split(script.Text).LastOrDefault(s => s.Start <= offset);
        var text = statement is null ? script.Text[offset..] : statement.TextIn(script.Text);
        return Shortened(text);
    }

    public static string Shortened(string statement) => statement.Length <= LongestStatement ? statement : statement[..LongestStatement] + "…";

    /// <summary>Skips white space and comments as the engine's own tokenizer does.</summary>
    public static int SkipBlank(ReadOnlySpan<byte> sql, int offset)
    {
        while (offset < sql.Length)
        {
            var rest = sql[offset..];
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r')
                offset++;
            else if (rest.StartsWith("--"u8))
                offset = rest.IndexOf((byte)'\n') is var end && end < 0 ? sql.Length : offset + end + 1;
            else if (rest.StartsWith("/*"u8))
                offset = rest[2..].IndexOf("*/"u8) is var end && end < 0 ? sql.Length : offset + end + 4;
            else
                return offset;
        }
        return offset;
    }

    // After a syntax error the engine's tail is the byte after the token that it names; before it for a token that it cannot read at all.
    private static int? NamedToken(ReadOnlySpan<byte> sql, int start, int tail, string message)
    {
        if (NearPattern().Match(message) is not { Success: true } near)
            return null;
        var token = Encoding.UTF8.GetBytes(near.Groups["token"].Value);
        if (token.Length == 0)
            return null;
        if (tail - token.Length >= start && sql[(tail - token.Length)..].StartsWith(token))
            return tail - token.Length;
        if (tail >= start && sql[tail..].StartsWith(token))
            return tail;
        var first = sql[start..].IndexOf(token);
        return first < 0 ? null : start + first;
    }

    [GeneratedRegex("""^(near|unrecognized token:) "(?<token>.*)"(: syntax error)?$""", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex NearPattern();
}
