using System.Globalization;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql;

/// <summary>
/// T-SQL, as the server's scanner reads it, with the lines that clients cut at. Its statements need no semicolon, so that tokens do not tell
/// where one ends: what <see cref="Split"/> gives are the batches between lines `GO`.
/// </summary>
public sealed class SqlServerDialect : SqlDialect
{
    public static readonly SqlServerDialect Instance = new();

    private SqlServerDialect()
    {
    }

    /// <summary>Whether an object of this name is gone with the session.</summary>
    public static bool IsTemporary(SqlName name) => name.Text.StartsWith('#');

    public override bool IsSpace(char c) => char.IsWhiteSpace(c) || char.IsControl(c);

    public override IReadOnlyList<SqlStatement> Split(string text)
    {
        var batches = new List<SqlStatement>();
        var current = new List<SqlToken>();
        foreach (var token in Tokenize(text))
        {
            if (token.Kind == SqlTokenKind.BatchSeparator)
            {
                Add(batches, current, RepeatsOf(text, token) ?? 1);
                current = [];
            }
            else if (!IsComment(token))
            {
                current.Add(token);
            }
        }
        Add(batches, current, 1);
        return batches;
    }

    // A statement of a transaction stands anywhere in a batch: Check tells of each, with its place.
    public override string? TransactionControlOf(string text, SqlStatement statement) => null;

    public override IReadOnlyList<SqlFinding> Check(string text, bool transactional) => SqlServerChecks.Run(text, transactional, this);

    /// <summary>How often the batch before this separator runs; null where what stands there is no number above zero.</summary>
    internal static int? RepeatsOf(string text, SqlToken separator) =>
        separator.In(text)[2..].Trim() is var count && count.Length == 0 ? 1
        : int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var repeats) && repeats > 0 ? repeats
        : null;

    protected override SqlToken ReadToken(string text, int start)
    {
        var c = text[start];
        var next = At(text, start + 1);
        return c switch
        {
            ';' => new SqlToken(SqlTokenKind.Semicolon, start, 1),
            '-' when next == '-' => LineComment(text, start),
            '/' when next == '*' => NestedBlockComment(text, start),
            '\'' => Quoted(SqlTokenKind.String, text, start, '\''),
            'n' or 'N' when next == '\'' => Prefixed(Quoted(SqlTokenKind.String, text, start + 1, '\'')),
            '"' => Quoted(SqlTokenKind.QuotedIdentifier, text, start, '"'),
            '[' => Quoted(SqlTokenKind.QuotedIdentifier, text, start, ']'),
            '@' => new SqlToken(SqlTokenKind.Parameter, start, SkipWhile(text, start + 1, IsWordPart) - start),
            'g' or 'G' when SeparatorLength(text, start) is > 0 and var length => new SqlToken(SqlTokenKind.BatchSeparator, start, length),
            ':' when char.IsAsciiLetter(next) && StartsLine(text, start) => Line(text, start),
            '!' when next == '!' && StartsLine(text, start) => Line(text, start),
            '.' when char.IsAsciiDigit(next) => Number(text, start),
            _ when char.IsAsciiDigit(c) => Number(text, start),
            _ when IsWordStart(c) => new SqlToken(SqlTokenKind.Word, start, SkipWhile(text, start, IsWordPart) - start),
            _ => new SqlToken(SqlTokenKind.Symbol, start, SymbolLength(c, next)),
        };
    }

    // No driver runs such a script yet, and a batch may do anything.
    protected override OutsideEffect EffectOutside(string text, SqlStatement statement) => OutsideEffect.Unknown;

    /// <summary>Whether nothing but white space stands before it on its line.</summary>
    internal static bool StartsLine(string text, int start)
    {
        for (var i = start - 1; i >= 0 && text[i] != '\n'; i--)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }
        return true;
    }

    private static void Add(List<SqlStatement> batches, List<SqlToken> tokens, int repeats)
    {
        if (tokens.Exists(t => t.Kind != SqlTokenKind.Semicolon))
            batches.Add(Statement(tokens) with { Repeats = repeats });
    }

    private static SqlToken Prefixed(SqlToken token) => token with { Start = token.Start - 1, Length = token.Length + 1 };

    // A command of sqlcmd, up to the line's end.
    private static SqlToken Line(string text, int start) => new(SqlTokenKind.Symbol, start, SkipWhile(text, start, c => c != '\n') - start);

    /// <summary>Of `GO` with its count, where it has its line for itself but for a comment behind it; 0 where it is a word like others.</summary>
    private static int SeparatorLength(string text, int start)
    {
        if (At(text, start + 1) is not ('o' or 'O') || IsWordPart(At(text, start + 2)) || !StartsLine(text, start))
            return 0;
        var end = start + 2;
        var count = SkipWhile(text, end, IsSpaceInLine);
        if (count > end && char.IsAsciiDigit(At(text, count)))
            end = SkipWhile(text, count, char.IsAsciiDigit);
        var rest = SkipWhile(text, end, IsSpaceInLine);
        var isAlone = At(text, rest) is '\n' or '\0' || (At(text, rest) == '-' && At(text, rest + 1) == '-') || (At(text, rest) == '/' && At(text, rest + 1) == '*');
        return isAlone ? end - start : 0;
    }

    private static bool IsSpaceInLine(char c) => c != '\n' && char.IsWhiteSpace(c);

    private static SqlToken Number(string text, int start)
    {
        var end = SkipWhile(text, start, IsNumberPart);
        var isHexadecimal = text[start] == '0' && At(text, start + 1) is 'x' or 'X';
        if (!isHexadecimal && text[end - 1] is 'e' or 'E' && At(text, end) is '+' or '-' && char.IsAsciiDigit(At(text, end + 1)))
            end = SkipWhile(text, end + 1, IsNumberPart);
        return new SqlToken(SqlTokenKind.Number, start, end - start);
    }

    private static int SymbolLength(char c, char next) => (c, next) switch
    {
        ('<', '=') or ('>', '=') or ('<', '>') or ('!', '=') or ('!', '<') or ('!', '>') or (':', ':') => 2,
        _ => 1,
    };

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private static bool IsNumberPart(char c) => c == '.' || char.IsAsciiLetterOrDigit(c);

    private static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '#';

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '#' or '@' or '$';
}
