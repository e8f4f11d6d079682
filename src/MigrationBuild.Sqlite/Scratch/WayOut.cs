using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Scripts;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>What of SQL reaches a file beside the database, or code beside the engine. (`readfile` and its like are functions of the shell, not of the library.)</summary>
internal static class WayOut
{
    public static ScriptException? Find(MigrationScript script, ISqlDialect dialect)
    {
        foreach (var statement in dialect.Split(script.Text))
        {
            if (ReasonOf(script.Text, statement) is not { } found)
                continue;
            var (line, column) = new LineMap(script.Text).At(found.Offset);
            return new ScriptException(
                found.Message, null, script.FirstLine + line - 1, column, ScriptPosition.Shortened(statement.TextIn(script.Text)));
        }
        return null;
    }

    /// <param name="file">As ATTACH has it; null where it is computed.</param>
    public static bool IsInMemory(string? file) => file is "" or ":memory:";

    public static bool IsFunction(string? name) => "load_extension".Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Settings of the whole process, not of the database.</summary>
    public static bool IsPragma(string name) =>
        name.Equals("temp_store_directory", StringComparison.OrdinalIgnoreCase) || name.Equals("data_store_directory", StringComparison.OrdinalIgnoreCase);

    private static (int Offset, string Message)? ReasonOf(string text, SqlStatement statement)
    {
        var tokens = statement.Tokens;
        if (tokens[0].Is(text, "ATTACH") && !AttachesMemory(text, tokens))
            return (statement.Start, "ATTACH would open a file beside the scratch database; only ':memory:' can be attached there");
        if (tokens[0].Is(text, "VACUUM") && tokens.Any(token => token.Is(text, "INTO")))
            return (statement.Start, "VACUUM INTO would write a file beside the scratch database");
        if (tokens[0].Is(text, "PRAGMA") && tokens.Any(token => token.Kind == SqlTokenKind.Word && IsPragma(token.In(text).ToString())))
            return (statement.Start, "this setting is one of the whole process, not of the scratch database");
        foreach (var token in tokens)
        {
            if (token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier && IsFunction(token.In(text).Trim("\"[]`").ToString()))
                return (token.Start, "load_extension would load a library of this machine");
        }
        return null;
    }

    private static bool AttachesMemory(string text, IReadOnlyList<SqlToken> tokens)
    {
        var rest = tokens.Skip(1).SkipWhile(token => token.Is(text, "DATABASE")).Take(2).ToList();
        return rest is [{ Kind: SqlTokenKind.String } file, var next] && IsInMemory(file.In(text)[1..^1].ToString()) && next.Is(text, "AS");
    }
}
