namespace MigrationBuild.Sql;

/// <summary>What dialects share: the loop over tokens, the loop over statements, and the forms of token that most of them have.</summary>
public abstract class SqlDialect : ISqlDialect
{
    private static readonly string[] TransactionWords = ["BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"];

    public IReadOnlyList<SqlToken> Tokenize(string text)
    {
        var tokens = new List<SqlToken>(text.Length / 5 + 1);
        for (var position = 0; position < text.Length;)
        {
            if (IsSpace(text[position]))
            {
                position++;
                continue;
            }
            var token = ReadToken(text, position);
            tokens.Add(token);
            position = token.End;
        }
        return tokens;
    }

    public virtual IReadOnlyList<SqlStatement> Split(string text)
    {
        var statements = new List<SqlStatement>();
        var current = new List<SqlToken>();
        foreach (var token in Tokenize(text))
        {
            var isSemicolon = token.Kind == SqlTokenKind.Semicolon;
            if (IsComment(token) || (isSemicolon && current.Count == 0))
                continue;
            current.Add(token);
            if (isSemicolon && EndsStatement(text, current))
            {
                statements.Add(Statement(current));
                current = [];
            }
        }
        if (current.Count > 0)
            statements.Add(Statement(current));
        return statements;
    }

    public virtual string? TransactionControlOf(string text, SqlStatement statement) =>
        Array.Find(TransactionWords, word => statement.Tokens[0].Is(text, word));

    public virtual IReadOnlyList<SqlFinding> Check(string text, bool transactional) => [];

    public OutsideEffect EffectOutside(string text) => OutsideEffects.Of(this, text, statement => EffectOutside(text, statement));

    /// <summary>The same for one statement.</summary>
    protected abstract OutsideEffect EffectOutside(string text, SqlStatement statement);

    /// <summary>Whether this is a comment of either kind.</summary>
    public static bool IsComment(SqlToken token) => token.Kind is SqlTokenKind.LineComment or SqlTokenKind.BlockComment;

    /// <summary>White space that stands between tokens; everything else belongs to one.</summary>
    public virtual bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    /// <summary>The token that starts here, of at least one character. The character here is no white space.</summary>
    protected abstract SqlToken ReadToken(string text, int start);

    /// <summary>Whether the semicolon that is the last of these tokens ends the statement, rather than a part of its body.</summary>
    protected virtual bool EndsStatement(string text, IReadOnlyList<SqlToken> tokens) => true;

    /// <summary>`-- …` up to the line end, which does not belong to it.</summary>
    protected static SqlToken LineComment(string text, int start)
    {
        var end = text.IndexOf('\n', start);
        return new SqlToken(SqlTokenKind.LineComment, start, (end < 0 ? text.Length : end) - start);
    }

    /// <summary>`/* … */`, not nested.</summary>
    protected static SqlToken BlockComment(string text, int start)
    {
        var end = start + 2 <= text.Length ? text.IndexOf("*/", start + 2, StringComparison.Ordinal) : -1;
        return UpTo(SqlTokenKind.BlockComment, text, start, end, closingLength: 2);
    }

    /// <summary>`/* … */`, which may hold others.</summary>
    protected static SqlToken NestedBlockComment(string text, int start)
    {
        var depth = 0;
        for (var i = start; i + 1 < text.Length;)
        {
            if (text[i] == '/' && text[i + 1] == '*')
                (depth, i) = (depth + 1, i + 2);
            else if (text[i] == '*' && text[i + 1] == '/')
                (depth, i) = (depth - 1, i + 2);
            else
                i++;
            if (depth == 0)
                return new SqlToken(SqlTokenKind.BlockComment, start, i - start);
        }
        return UpTo(SqlTokenKind.BlockComment, text, start, end: -1, closingLength: 2);
    }

    /// <summary>Up to the closing character, which stands for itself where it is doubled.</summary>
    protected static SqlToken Quoted(SqlTokenKind kind, string text, int start, char close)
    {
        for (var i = text.IndexOf(close, start + 1); i >= 0; i = text.IndexOf(close, i + 2))
        {
            var isDoubled = i + 1 < text.Length && text[i + 1] == close;
            if (!isDoubled)
                return UpTo(kind, text, start, i, closingLength: 1);
            if (i + 2 >= text.Length)
                break;
        }
        return UpTo(kind, text, start, end: -1, closingLength: 1);
    }

    /// <summary>Up to the first closing character after <paramref name="contentStart"/>, which cannot be escaped.</summary>
    protected static SqlToken Enclosed(SqlTokenKind kind, string text, int start, int contentStart, char close) =>
        UpTo(kind, text, start, text.IndexOf(close, contentStart), closingLength: 1);

    /// <summary>The first position from <paramref name="from"/> on where the condition does not hold.</summary>
    protected static int SkipWhile(string text, int from, Func<char, bool> condition)
    {
        var i = from;
        while (i < text.Length && condition(text[i]))
            i++;
        return i;
    }

    private static SqlToken UpTo(SqlTokenKind kind, string text, int start, int end, int closingLength) =>
        end < 0
            ? new SqlToken(kind, start, text.Length - start, Unterminated: true)
            : new SqlToken(kind, start, end + closingLength - start);

    /// <summary>From the first of these tokens to the last.</summary>
    protected static SqlStatement Statement(List<SqlToken> tokens) =>
        new(tokens[0].Start, tokens[^1].End - tokens[0].Start, tokens);
}
