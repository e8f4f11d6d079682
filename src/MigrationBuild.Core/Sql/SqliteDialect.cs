namespace MigrationBuild.Sql;

/// <summary>SQLite's SQL, as its tokenizer and `sqlite3_complete` read it.</summary>
public sealed class SqliteDialect : SqlDialect
{
    public static readonly SqliteDialect Instance = new();

    private SqliteDialect()
    {
    }

    protected override SqlToken ReadToken(string text, int start)
    {
        var c = text[start];
        var next = start + 1 < text.Length ? text[start + 1] : '\0';
        return c switch
        {
            ';' => new SqlToken(SqlTokenKind.Semicolon, start, 1),
            '-' when next == '-' => LineComment(text, start),
            '/' when next == '*' => BlockComment(text, start),
            '\'' => Quoted(SqlTokenKind.String, text, start, '\''),
            '"' or '`' => Quoted(SqlTokenKind.QuotedIdentifier, text, start, c),
            '[' => Enclosed(SqlTokenKind.QuotedIdentifier, text, start, start + 1, ']'),
            'x' or 'X' when next == '\'' => Enclosed(SqlTokenKind.String, text, start, start + 2, '\''),
            '?' => new SqlToken(SqlTokenKind.Parameter, start, SkipWhile(text, start + 1, char.IsAsciiDigit) - start),
            ':' or '@' or '$' or '#' when IsWordPart(next) =>
                new SqlToken(SqlTokenKind.Parameter, start, SkipWhile(text, start + 1, IsWordPart) - start),
            '.' when char.IsAsciiDigit(next) => Number(text, start),
            _ when char.IsAsciiDigit(c) => Number(text, start),
            _ when IsWordPart(c) && c != '$' => new SqlToken(SqlTokenKind.Word, start, SkipWhile(text, start, IsWordPart) - start),
            _ => new SqlToken(SqlTokenKind.Symbol, start, SymbolLength(c, next)),
        };
    }

    // A single statement is a transaction of its own (sqlite.org/lang_transaction.html). VACUUM keeps the old content until it is done.
    protected override OutsideEffect EffectOutside(string text, SqlStatement statement)
    {
        if (OutsideEffects.StartsWithOneOf(text, statement, ["VACUUM", "ANALYZE", "REINDEX"]))
            return OutsideEffect.Nothing;
        // Of the session alone, which ends with the run.
        if (OutsideEffects.Starts(text, statement, "PRAGMA", "foreign_keys") || OutsideEffects.Starts(text, statement, "PRAGMA", "legacy_alter_table"))
            return OutsideEffect.Nothing;
        if (OutsideEffects.StartsWithOneOf(text, statement, ["CREATE", "DROP", "ALTER"]))
            return OutsideEffect.Schema;
        return OutsideEffects.StartsWithOneOf(text, statement, ["INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"]) ? OutsideEffect.Whole : OutsideEffect.Unknown;
    }

    // The body of a trigger holds semicolons; it ends where END stands between two of them. CASE … END cannot stand there,
    // and a column named END cannot either.
    protected override bool EndsStatement(string text, IReadOnlyList<SqlToken> tokens)
    {
        var bodyStart = IndexOfTriggerBody(text, tokens);
        if (bodyStart < 0)
            return true;
        var beforeEnd = tokens.Count - 3;
        return beforeEnd >= bodyStart
            && tokens[^2].Is(text, "END")
            && (beforeEnd == bodyStart || tokens[beforeEnd].Kind == SqlTokenKind.Semicolon);
    }

    /// <summary>The index of BEGIN in CREATE TRIGGER, or -1.</summary>
    private static int IndexOfTriggerBody(string text, IReadOnlyList<SqlToken> tokens)
    {
        var i = 0;
        if (IsWord("EXPLAIN"))
            i += i + 2 < tokens.Count && tokens[i + 1].Is(text, "QUERY") && tokens[i + 2].Is(text, "PLAN") ? 3 : 1;
        if (!IsWord("CREATE"))
            return -1;
        i++;
        if (IsWord("TEMP") || IsWord("TEMPORARY"))
            i++;
        if (!IsWord("TRIGGER"))
            return -1;
        while (i < tokens.Count && !IsWord("BEGIN"))
            i++;
        return i < tokens.Count ? i : -1;

        bool IsWord(string word) => i < tokens.Count && tokens[i].Is(text, word);
    }

    // Letters right behind a number are part of it, as in 0x1F; SQLite refuses the whole where they make no sense.
    private static SqlToken Number(string text, int start)
    {
        var i = SkipWhile(text, start, IsNumberPart);
        var isHexadecimal = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X';
        if (!isHexadecimal && i < text.Length && text[i] is '+' or '-' && text[i - 1] is 'e' or 'E'
            && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
        {
            i = SkipWhile(text, i + 1, IsNumberPart);
        }
        return new SqlToken(SqlTokenKind.Number, start, i - start);
    }

    private static bool IsNumberPart(char c) => c == '.' || IsWordPart(c);

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c >= '\u0080';

    private static int SymbolLength(char c, char next) => (c, next) switch
    {
        ('|', '|') or ('<', '=') or ('>', '=') or ('<', '>') or ('!', '=') or ('=', '=') or ('<', '<') or ('>', '>') or ('-', '>') => 2,
        _ => 1,
    };
}
