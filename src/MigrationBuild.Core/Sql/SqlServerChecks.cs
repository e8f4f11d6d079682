using System.Text.RegularExpressions;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sql;

/// <summary>What the tokens of a T-SQL script tell: what only its clients understand, where they cut, and what may not stand where it does (MB2002, MB2005, MB2012 to MB2015).</summary>
internal static partial class SqlServerChecks
{
    public static IReadOnlyList<SqlFinding> Run(string text, bool transactional, SqlServerDialect dialect)
    {
        var tokens = dialect.Tokenize(text);
        var findings = tokens.SelectMany(t => Clients(text, t)).Concat(Variables(text, tokens));
        foreach (var batch in dialect.Split(text).Select(b => new SqlServerBatch(text, b)))
        {
            findings = findings.Concat(batch.NotFirst());
            if (transactional)
                findings = findings.Concat(batch.TransactionControls()).Concat(batch.OutsideOnly());
        }
        return [.. findings.OrderBy(f => f.Offset)];
    }

    private static IEnumerable<SqlFinding> Clients(string text, SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Symbol when text[token.Start] == ':' && token.Length > 2 || token.In(text).StartsWith("!!") => [Command(text, token)],
        SqlTokenKind.BatchSeparator when SqlServerDialect.RepeatsOf(text, token) is null => [Malformed(token.Start, token.In(text).ToString())],
        SqlTokenKind.Word when token.Is(text, "GO") && SqlServerDialect.StartsLine(text, token.Start) => [Malformed(token.Start, Line(text, token.Start))],
        SqlTokenKind.BlockComment or SqlTokenKind.String or SqlTokenKind.QuotedIdentifier when token.In(text).Contains('\n') => Inside(text, token),
        _ => [],
    };

    private static SqlFinding Command(string text, SqlToken token)
    {
        var command = token.In(text).ToString().Split([' ', '\t', '\r'], 2)[0];
        var remedy = command.ToLowerInvariant() switch
        {
            ":r" => "put the file's SQL into the script",
            ":setvar" => "write the values themselves",
            ":connect" => "the connection is given at deployment",
            _ => "remove it",
        };
        return new SqlFinding(Descriptors.SqlcmdCommand, token.Start, $"{command} is a command of sqlcmd, not SQL: no server understands it; {remedy}");
    }

    private static IEnumerable<SqlFinding> Variables(string text, IReadOnlyList<SqlToken> tokens)
    {
        foreach (Match match in Variable().Matches(text))
        {
            // What lies in no token stands between two symbols: `$` and `(`.
            var around = tokens.FirstOrDefault(t => t.Start <= match.Index && t.End > match.Index);
            if (SqlDialect.IsComment(around))
                continue;
            var reader = around.Kind == SqlTokenKind.String ? "a server takes it as it is written" : "no server understands it";
            yield return new SqlFinding(Descriptors.SqlcmdCommand, match.Index,
                $"{match.Value} is a variable that sqlcmd replaces before a server sees it, and nothing does here: {reader}; write the value itself");
        }
    }

    private static SqlFinding Malformed(int offset, string line) => new(Descriptors.MalformedGo, offset,
        $"'{line}' does not end the batch: GO stands on a line of its own, alone or with how often the batch runs, at least once (GO 5)");

    private static IEnumerable<SqlFinding> Inside(string text, SqlToken token)
    {
        var what = token.Kind switch
        {
            SqlTokenKind.BlockComment => "a comment",
            SqlTokenKind.String => "a string",
            _ => "a quoted name",
        };
        return SeparatorLine().Matches(token.In(text).ToString()).Cast<Match>().Select(match => new SqlFinding(Descriptors.GoInComment, token.Start + match.Index,
            $"this GO is inside {what} and ends no batch here, but many tools cut the script at it: take it out of there, or write it otherwise"));
    }

    private static string Line(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return (end < 0 ? text[start..] : text[start..end]).TrimEnd();
    }

    [GeneratedRegex(@"\$\([A-Za-z_][\w-]*\)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=^[^\S\n]*)GO(?=([^\S\n]+[0-9]+)?[^\S\n]*$)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SeparatorLine();
}
