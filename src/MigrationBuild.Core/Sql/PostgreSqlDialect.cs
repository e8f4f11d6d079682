namespace MigrationBuild.Sql;

/// <summary>
/// PostgreSQL's SQL, as its scanner (src/backend/parser/scan.l) and psql's (src/fe_utils/psqlscan.l) read it, with
/// `standard_conforming_strings` on. A psql meta-command is one token up to the line end.
/// </summary>
public sealed class PostgreSqlDialect : SqlDialect
{
    public static readonly PostgreSqlDialect Instance = new();

    private const string OperatorCharacters = "~!@#^&|`?+-*/%<>=";

    private PostgreSqlDialect()
    {
    }

    public override string? TransactionControlOf(string text, SqlStatement statement)
    {
        if (base.TransactionControlOf(text, statement) is { } word)
            return word;
        if (statement.Tokens[0].Is(text, "ABORT"))
            return "ABORT";
        var second = statement.Tokens.Count > 1 ? statement.Tokens[1] : default;
        return (statement.Tokens[0].Is(text, "START") || statement.Tokens[0].Is(text, "PREPARE")) && second.Is(text, "TRANSACTION")
            ? $"{statement.Tokens[0].In(text).ToString().ToUpperInvariant()} TRANSACTION"
            : null;
    }

    public override IReadOnlyList<SqlFinding> Check(string text, bool transactional) => PostgreSqlChecks.Run(text, transactional, this);

    protected override OutsideEffect EffectOutside(string text, SqlStatement statement) => PostgreSqlOutsideEffect.Of(text, statement);

    protected override SqlToken ReadToken(string text, int start)
    {
        var c = text[start];
        var next = At(text, start + 1);
        return c switch
        {
            ';' => new SqlToken(SqlTokenKind.Semicolon, start, 1),
            '-' when next == '-' => Comment(text, start),
            '/' when next == '*' => NestedBlockComment(text, start),
            '\'' => String(text, start, start, hasEscapes: false),
            'e' or 'E' when next == '\'' => String(text, start, start + 1, hasEscapes: true),
            'b' or 'B' or 'x' or 'X' when next == '\'' => String(text, start, start + 1, hasEscapes: false),
            'u' or 'U' when next == '&' && At(text, start + 2) == '\'' => String(text, start, start + 2, hasEscapes: false),
            'u' or 'U' when next == '&' && At(text, start + 2) == '"' => Identifier(text, start, start + 2),
            '"' => Identifier(text, start, start),
            '$' => Dollar(text, start),
            '\\' => new SqlToken(SqlTokenKind.Symbol, start, SkipWhile(text, start, x => x != '\n') - start),
            '.' when char.IsAsciiDigit(next) => Number(text, start),
            _ when char.IsAsciiDigit(c) => Number(text, start),
            _ when IsWordStart(c) => new SqlToken(SqlTokenKind.Word, start, SkipWhile(text, start, IsWordPart) - start),
            _ when OperatorCharacters.Contains(c) => Operator(text, start),
            ':' when next is ':' or '=' => new SqlToken(SqlTokenKind.Symbol, start, 2),
            _ => new SqlToken(SqlTokenKind.Symbol, start, 1),
        };
    }

    // A semicolon is part of the statement in the body of CREATE RULE … DO (…; …) and of a routine's BEGIN ATOMIC … END.
    protected override bool EndsStatement(string text, IReadOnlyList<SqlToken> tokens)
    {
        if (!tokens[0].Is(text, "CREATE"))
            return true;
        var kind = tokens.Count > 3 && tokens[1].Is(text, "OR") && tokens[2].Is(text, "REPLACE") ? tokens[3] : tokens.Count > 1 ? tokens[1] : default;
        if (kind.Is(text, "RULE"))
            return ParenthesisDepth(text, tokens) <= 0;
        return !(kind.Is(text, "FUNCTION") || kind.Is(text, "PROCEDURE")) || !IsInAtomicBody(text, tokens);
    }

    private static int ParenthesisDepth(string text, IReadOnlyList<SqlToken> tokens) => tokens.Sum(token => Parenthesis(text, token));

    private static int Parenthesis(string text, SqlToken token) => IsSymbol(text, token, '(') ? 1 : IsSymbol(text, token, ')') ? -1 : 0;

    // Among the parameters a name may be `begin`, and a type `atomic`. In the body each statement has its semicolon, so that the END of the body
    // is the one behind a semicolon: that of a CASE is not, nor is a name.
    private static bool IsInAtomicBody(string text, IReadOnlyList<SqlToken> tokens)
    {
        var (body, parentheses) = (0, 0);
        for (var i = 1; i < tokens.Count && body == 0; i++)
        {
            parentheses += Parenthesis(text, tokens[i]);
            if (parentheses <= 0 && tokens[i].Is(text, "ATOMIC") && tokens[i - 1].Is(text, "BEGIN"))
                body = i;
        }
        if (body == 0)
            return false;
        for (var i = body + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Is(text, "END") && (i == body + 1 || tokens[i - 1].Kind == SqlTokenKind.Semicolon))
                return false;
        }
        return true;
    }

    private static bool IsSymbol(string text, SqlToken token, char c) =>
        token.Kind == SqlTokenKind.Symbol && token.Length == 1 && text[token.Start] == c;

    private static SqlToken Comment(string text, int start) =>
        new(SqlTokenKind.LineComment, start, SkipWhile(text, start, c => c is not ('\n' or '\r')) - start);

    /// <param name="quote">Where the opening quote is, behind the prefix.</param>
    private static SqlToken String(string text, int start, int quote, bool hasEscapes)
    {
        for (var i = quote + 1; i < text.Length; i++)
        {
            if (hasEscapes && text[i] == '\\')
            {
                i++;
                continue;
            }
            if (text[i] != '\'')
                continue;
            if (At(text, i + 1) == '\'')
                i++;
            else if (Continuation(text, i + 1) is > 0 and var next)
                i = next;
            else
                return new SqlToken(SqlTokenKind.String, start, i + 1 - start);
        }
        return Open(SqlTokenKind.String, text, start);
    }

    // Two strings with nothing but white space with a line end (and comments) between them are one, read by the rules of the first.
    private static int Continuation(string text, int from)
    {
        var sawLineEnd = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
                sawLineEnd = true;
            else if (text[i] == '-' && At(text, i + 1) == '-')
                i = Comment(text, i).End - 1;
            else if (text[i] is not (' ' or '\t' or '\f'))
                return sawLineEnd && text[i] == '\'' ? i : -1;
        }
        return -1;
    }

    private static SqlToken Identifier(string text, int start, int quote)
    {
        var token = Quoted(SqlTokenKind.QuotedIdentifier, text, quote, '"');
        return token with { Start = start, Length = token.End - start };
    }

    private static SqlToken Dollar(string text, int start)
    {
        var end = SkipWhile(text, start + 1, char.IsAsciiDigit);
        if (end > start + 1)
            return new SqlToken(SqlTokenKind.Parameter, start, end - start);
        end = IsWordStart(At(text, start + 1)) ? SkipWhile(text, start + 1, c => IsWordPart(c) && c != '$') : start + 1;
        if (At(text, end) != '$')
            return new SqlToken(SqlTokenKind.Symbol, start, 1);
        var delimiter = text[start..(end + 1)];
        var close = text.IndexOf(delimiter, end + 1, StringComparison.Ordinal);
        return close < 0
            ? Open(SqlTokenKind.String, text, start)
            : new SqlToken(SqlTokenKind.String, start, close + delimiter.Length - start);
    }

    // A dollar sign behind a number begins a dollar quote; letters make the whole wrong, which the server may say.
    private static SqlToken Number(string text, int start)
    {
        var end = SkipWhile(text, start, IsNumberPart);
        if (text[end - 1] is 'e' or 'E' && At(text, end) is '+' or '-' && char.IsAsciiDigit(At(text, end + 1)))
            end = SkipWhile(text, end + 1, IsNumberPart);
        return new SqlToken(SqlTokenKind.Number, start, end - start);
    }

    // A comment starts also inside what would be one operator; a plus or minus at the end belongs to what follows
    // unless the operator has one of these characters.
    private static SqlToken Operator(string text, int start)
    {
        var end = start;
        while (end < text.Length && OperatorCharacters.Contains(text[end])
            && !(end > start && text[end] == '-' && At(text, end + 1) == '-') && !(end > start && text[end] == '/' && At(text, end + 1) == '*'))
        {
            end++;
        }
        if (text.AsSpan(start, end - start).IndexOfAny("~!@#^&|`?%") < 0)
        {
            while (end > start + 1 && text[end - 1] is '+' or '-')
                end--;
        }
        return new SqlToken(SqlTokenKind.Symbol, start, end - start);
    }

    private static SqlToken Open(SqlTokenKind kind, string text, int start) => new(kind, start, text.Length - start, Unterminated: true);

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private static bool IsNumberPart(char c) => c == '.' || (IsWordPart(c) && c != '$');

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '$';
}
