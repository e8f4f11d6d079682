using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>DO, from the word after it on: the SQL statements in a body of PL/pgSQL, whatever decides whether they run.</summary>
internal static class BlockReader
{
    private const int MostDepth = 8;

    // Of the language, or without an effect on what rules look at.
    private static readonly string[] Harmless =
    [
        "RAISE", "RETURN", "EXIT", "CONTINUE", "PERFORM", "GET", "NULL", "OPEN", "CLOSE", "FETCH", "MOVE", "ASSERT", "COMMIT", "ROLLBACK", "END", "SELECT", "WITH",
    ];

    /// <summary>Null where it is not understood.</summary>
    public static CodeBlock? TryRead(TokenReader reader, int start, int depth)
    {
        if (reader.Try("LANGUAGE") && !(reader.TryName() is { Key: "plpgsql" }))
            return null;
        if (depth >= MostDepth || reader.AtEnd || reader.Current.Kind != SqlTokenKind.String || ContentOf(reader) is not var (from, to))
            return null;
        reader.Position++;
        if (reader.Try("LANGUAGE") && !(reader.TryName() is { Key: "plpgsql" }))
            return null;
        return new CodeBlock(start, Body(reader.Text, from, to, depth + 1));
    }

    /// <summary>Where the content of the string that comes next begins and ends; null where its characters are not those of the code.</summary>
    private static (int From, int To)? ContentOf(TokenReader reader)
    {
        var token = reader.Current;
        var text = token.In(reader.Text);
        if (token.Unterminated)
            return null;
        if (text[0] == '$')
        {
            var length = text[1..].IndexOf('$') + 2;
            return (token.Start + length, token.End - length);
        }
        return text[0] == '\'' && !text[1..^1].Contains('\'') ? (token.Start + 1, token.End - 1) : null;
    }

    private static List<Statement> Body(string text, int from, int to, int depth)
    {
        var statements = new List<Statement>();
        var part = new List<SqlToken>();
        var isDeclaring = false;
        foreach (var token in PostgreSqlDialect.Instance.Tokenize(text[from..to]).Where(t => !SqlDialect.IsComment(t)).Select(t => t with { Start = t.Start + from }))
        {
            if (token.Kind != SqlTokenKind.Semicolon)
            {
                part.Add(token);
                continue;
            }
            Read(text, part, ref isDeclaring, depth, statements);
            part = [];
        }
        Read(text, part, ref isDeclaring, depth, statements);
        return statements;
    }

    private static void Read(string text, List<SqlToken> part, ref bool isDeclaring, int depth, List<Statement> statements)
    {
        var reader = new TokenReader(text, part, PostgreSqlNames.Of);
        SkipControl(reader, ref isDeclaring);
        if (reader.AtEnd || isDeclaring)
            return;
        var rest = part.GetRange(reader.Position, part.Count - reader.Position);
        var code = new TokenReader(text, rest, PostgreSqlNames.Of);
        var start = code.Offset;
        if (code.Try("EXECUTE"))
            statements.Add(Execute(code, start, depth));
        else if (!Array.Exists(Harmless, w => code.Is(w)) && !IsAssignment(code))
            statements.Add(StatementReader.Read(code, depth) ?? new UnrecognizedStatement(start, code.FirstWords(0)));
    }

    /// <summary>Skips what stands before a statement: BEGIN, IF … THEN, LOOP, a label, a declaration.</summary>
    private static void SkipControl(TokenReader reader, ref bool isDeclaring)
    {
        while (!reader.AtEnd)
        {
            if (reader.Try("BEGIN"))
                isDeclaring = false;
            else if (reader.Try("DECLARE") || isDeclaring)
                isDeclaring = true;
            else if (reader.IsOneOf("IF", "ELSIF", "ELSEIF", "WHEN", "CASE"))
                SkipPast(reader, "THEN");
            else if (reader.IsOneOf("WHILE", "FOR", "FOREACH"))
                SkipPast(reader, "LOOP");
            else if (reader.TrySymbol("<<"))
                SkipLabel(reader);
            else if (!reader.Try("LOOP") && !reader.Try("ELSE") && !reader.Try("EXCEPTION"))
                return;
            if (isDeclaring && !reader.Is("BEGIN") && !reader.Is("DECLARE"))
                return;
        }
    }

    private static void SkipPast(TokenReader reader, string word)
    {
        reader.SkipUntil(r => r.Is(word));
        reader.Try(word);
    }

    private static void SkipLabel(TokenReader reader)
    {
        reader.TryName();
        reader.TrySymbol(">>");
    }

    // a := …, a.b = …, a[1] := …
    private static bool IsAssignment(TokenReader reader)
    {
        var from = reader.Position;
        var isTarget = reader.TryObjectName() is not null;
        while (isTarget && reader.IsSymbol("["))
            reader.Position += reader.LengthOfBrackets();
        var isAssignment = isTarget && (reader.IsSymbol(":=") || reader.IsSymbol("="));
        reader.Position = from;
        return isAssignment;
    }

    // EXECUTE '…': what is put together from pieces is not known.
    private static Statement Execute(TokenReader reader, int start, int depth)
    {
        var unknown = new UnrecognizedStatement(start, reader.FirstWords(0));
        if (depth >= MostDepth || reader.AtEnd || reader.Current.Kind != SqlTokenKind.String || ContentOf(reader) is not var (from, to))
            return unknown;
        reader.Position++;
        if (!reader.AtEnd && !reader.IsOneOf("USING", "INTO"))
            return unknown;
        var text = reader.Text;
        var tokens = PostgreSqlDialect.Instance.Tokenize(text[from..to]).Where(t => !SqlDialect.IsComment(t)).Select(t => t with { Start = t.Start + from }).ToList();
        return tokens.Count == 0 ? unknown : StatementReader.Read(new TokenReader(text, tokens, PostgreSqlNames.Of), depth + 1) ?? unknown;
    }
}
