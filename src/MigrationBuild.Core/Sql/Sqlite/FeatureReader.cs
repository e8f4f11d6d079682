using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.Sqlite;

/// <summary>What a statement uses of the language that older versions of SQLite do not have.</summary>
internal static class FeatureReader
{
    // Before a name and a bracket that call nothing: a table with its columns, a query with its columns, a type, an index.
    private static readonly string[] BeforeNames = ["INTO", "REFERENCES", "TABLE", "ON", "EXISTS", "USING", "WITH", "RECURSIVE", "AS", "UPDATE"];

    // Most words begin none of the forms: these few looks tell.
    private static readonly string[] FirstWords =
        ["RIGHT", "FULL", "IS", "DO", "NULLS", "AS", "GENERATED", "STRICT", "DROP", "RENAME", "FROM", "RETURNING", "INTO"];

    /// <summary>In the order of the script.</summary>
    /// <param name="tokens">Without comments.</param>
    public static IReadOnlyList<SqlFeature> Read(string text, IReadOnlyList<SqlToken> tokens)
    {
        var found = new List<SqlFeature>();
        var depth = 0;
        var reader = new TokenReader(text, tokens, SqliteNames.Of);
        for (var i = 0; i < tokens.Count; i++)
        {
            reader.Position = i;
            if (Syntax(reader, tokens, depth) is { } syntax)
                found.Add(new SqlFeature(tokens[i].Start, syntax));
            else if (CallAt(text, tokens, i) is { } function)
                found.Add(new SqlFeature(tokens[i].Start, $"{function}()"));
            depth += reader.IsSymbol("(") ? 1 : reader.IsSymbol(")") ? -1 : 0;
        }
        return found;
    }

    private static string? Syntax(TokenReader reader, IReadOnlyList<SqlToken> tokens, int depth)
    {
        var token = reader.Current;
        if (token.Kind == SqlTokenKind.Symbol)
            return reader.IsSymbol("->") ? "->" : null;
        if (token.Kind == SqlTokenKind.Number)
            return token.In(reader.Text).Contains('_') ? "_ between digits" : null;
        return token.Kind != SqlTokenKind.Word || !Array.Exists(FirstWords, word => token.Is(reader.Text, word)) ? null : Words(reader) ?? (depth == 0 && reader.Position > 0 ? WordsOutside(reader, tokens) : null);
    }

    private static string? Words(TokenReader reader) =>
        reader.Is("RIGHT", "JOIN") || reader.Is("RIGHT", "OUTER", "JOIN") ? "RIGHT JOIN"
        : reader.Is("FULL", "JOIN") || reader.Is("FULL", "OUTER", "JOIN") ? "FULL JOIN"
        : reader.Is("IS", "DISTINCT", "FROM") || reader.Is("IS", "NOT", "DISTINCT", "FROM") ? "IS DISTINCT FROM"
        : reader.Is("DO", "NOTHING") || reader.Is("DO", "UPDATE") ? "ON CONFLICT … DO"
        : reader.Is("NULLS", "FIRST") || reader.Is("NULLS", "LAST") ? "NULLS FIRST"
        : reader.Is("AS", "MATERIALIZED") || reader.Is("AS", "NOT", "MATERIALIZED") ? "MATERIALIZED"
        : reader.Is("GENERATED", "ALWAYS") ? "GENERATED ALWAYS"
        : null;

    // What means something else inside brackets, or at the beginning.
    private static string? WordsOutside(TokenReader reader, IReadOnlyList<SqlToken> tokens)
    {
        var text = reader.Text;
        var before = tokens[reader.Position - 1];
        return (First(), reader) switch
        {
            ("CREATE", var r) when r.Is("STRICT") && tokens[1].Is(text, "TABLE") => "STRICT",
            ("ALTER", var r) when r.Is("DROP") => "DROP COLUMN",
            ("ALTER", var r) when r.Is("RENAME") && !r.Is("RENAME", "TO") => "RENAME COLUMN",
            ("UPDATE", var r) when r.Is("FROM") && !before.Is(text, "DISTINCT") => "UPDATE … FROM",
            ("INSERT" or "REPLACE" or "UPDATE" or "DELETE" or "WITH", var r) when r.Is("RETURNING") && !before.Is(text, "SET") => "RETURNING",
            ("VACUUM", var r) when r.Is("INTO") => "VACUUM INTO",
            _ => null,
        };

        string First() => tokens[0].In(text).ToString().ToUpperInvariant();
    }

    private static string? CallAt(string text, IReadOnlyList<SqlToken> tokens, int index)
    {
        if (tokens[index].Kind != SqlTokenKind.Word || index + 1 >= tokens.Count || index == 0 || !tokens[index + 1].In(text).SequenceEqual("("))
            return null;
        var before = tokens[index - 1];
        if (Array.Exists(BeforeNames, w => before.Is(text, w)) || before.In(text).SequenceEqual(".") || IsQueryName(text, tokens, index))
            return null;
        return AsciiCase.ToLower(tokens[index].In(text));
    }

    // WITH a (x) AS (…), b (y) AS (…)
    private static bool IsQueryName(string text, IReadOnlyList<SqlToken> tokens, int index)
    {
        if (!tokens[index - 1].In(text).SequenceEqual(","))
            return false;
        var reader = new TokenReader(text, tokens, SqliteNames.Of) { Position = index + 1 };
        reader.TrySkipBrackets();
        if (!reader.Try("AS"))
            return false;
        reader.Try("NOT");
        reader.Try("MATERIALIZED");
        return reader.IsSymbol("(");
    }
}
