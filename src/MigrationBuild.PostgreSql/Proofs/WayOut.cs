using MigrationBuild.Drivers;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// Statements that would reach something outside of the scratch database: files and programs of the server, other servers, the server itself.
/// <para>
/// What a string or a dollar-quoted body holds is searched for the functions only. A query on a foreign table looks like any other and is not
/// seen; a foreign server itself is only a description, and harmless.
/// </para>
/// </summary>
internal static class WayOut
{
    private const int ShownLength = 400;

    private static readonly (string[] Words, string Reason)[] Statements =
    [
        (["CREATE", "SUBSCRIPTION"], "it would connect to another server"),
        (["ALTER", "SUBSCRIPTION"], "it would connect to another server"),
        (["DROP", "SUBSCRIPTION"], "it would connect to another server"),
        (["IMPORT", "FOREIGN", "SCHEMA"], "it would connect to another server"),
        (["LOAD"], "it would load a library into the server"),
        (["CREATE", "DATABASE"], "it concerns another database than the one that is migrated"),
        (["ALTER", "DATABASE"], "it concerns the database by its name, which is another one here"),
        (["DROP", "DATABASE"], "it concerns another database than the one that is migrated"),
        (["CREATE", "TABLESPACE"], "it would use a folder of the server"),
        (["DROP", "TABLESPACE"], "it would use a folder of the server"),
        (["ALTER", "SYSTEM"], "it would change the settings of the server"),
    ];

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "dblink", "dblink_connect", "dblink_connect_u", "dblink_exec", "dblink_open", "dblink_send_query",
        "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_ls_logdir", "pg_ls_waldir", "pg_ls_tmpdir", "pg_ls_archive_statusdir", "pg_stat_file",
        "pg_file_write", "pg_file_rename", "pg_file_unlink", "pg_file_sync", "lo_import", "lo_export",
        "pg_reload_conf", "pg_rotate_logfile", "pg_terminate_backend", "pg_cancel_backend", "pg_switch_wal", "pg_promote",
        "pg_create_physical_replication_slot", "pg_create_logical_replication_slot", "pg_drop_replication_slot",
    };

    /// <summary>The first one; null where there is none.</summary>
    public static ScriptException? Find(MigrationScript script, ISqlDialect dialect)
    {
        foreach (var statement in dialect.Split(script.Text))
        {
            if (FindIn(script.Text, statement, dialect) is var (offset, reason))
                return At(script, statement, offset, reason);
        }
        return null;
    }

    private static (int Offset, string Reason)? FindIn(string text, SqlStatement statement, ISqlDialect dialect)
    {
        foreach (var (words, reason) in Statements)
        {
            if (StartsWith(text, statement.Tokens, words))
                return (statement.Start, reason);
        }
        if (statement.Tokens[0].Is(text, "COPY") && TargetOfCopy(text, statement) is { } target)
            return target;
        return FunctionIn(text, statement.Tokens, dialect) is var (offset, name) ? (offset, $"{name} would reach outside of the database") : null;
    }

    private static bool StartsWith(string text, IReadOnlyList<SqlToken> tokens, string[] words) =>
        tokens.Count >= words.Length && words.Select((word, i) => tokens[i].Is(text, word)).All(same => same);

    // COPY t FROM 'file', COPY (query) TO PROGRAM 'command'.
    private static (int Offset, string Reason)? TargetOfCopy(string text, SqlStatement statement)
    {
        var tokens = statement.Tokens;
        var depth = 0;
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            depth += tokens[i].In(text) is "(" ? 1 : tokens[i].In(text) is ")" ? -1 : 0;
            if (depth > 0 || (!tokens[i].Is(text, "FROM") && !tokens[i].Is(text, "TO")))
                continue;
            if (tokens[i + 1].Is(text, "PROGRAM"))
                return (tokens[i + 1].Start, "COPY would run a program of the server");
            if (tokens[i + 1].Kind == SqlTokenKind.String)
                return (tokens[i + 1].Start, "COPY would use a file of the server");
        }
        return null;
    }

    private static (int Offset, string Name)? FunctionIn(string text, IReadOnlyList<SqlToken> tokens, ISqlDialect dialect)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == SqlTokenKind.String && Body(text, tokens[i]) is var (body, start) && FunctionIn(body, Code(body, dialect), dialect) is var (offset, inside))
                return (start + offset, inside);
            if (i + 1 < tokens.Count && tokens[i + 1].In(text) is "(" && !(i > 0 && IsBeforeName(text, tokens[i - 1])) && Functions.TryGetValue(Unquoted(tokens[i].In(text)), out var name))
                return (tokens[i].Start, name);
        }
        return null;
    }

    // What is made or written to, not called.
    private static bool IsBeforeName(string text, SqlToken token) =>
        token.Is(text, "TABLE") || token.Is(text, "EXISTS") || token.Is(text, "INTO") || token.Is(text, "REFERENCES") || token.Is(text, "FUNCTION");

    private static List<SqlToken> Code(string body, ISqlDialect dialect) => [.. dialect.Tokenize(body).Where(t => !SqlDialect.IsComment(t))];

    private static string Unquoted(ReadOnlySpan<char> name) => name.Trim('"').ToString();

    // Only what is quoted by dollars: its text is as it stands, so that places in it are places in the file.
    private static (string Body, int Start)? Body(string text, SqlToken token)
    {
        var literal = token.In(text);
        if (literal[0] != '$' || token.Unterminated)
            return null;
        var delimiter = literal[1..].IndexOf('$') + 2;
        return (literal[delimiter..^delimiter].ToString(), token.Start + delimiter);
    }

    private static ScriptException At(MigrationScript script, SqlStatement statement, int offset, string reason)
    {
        var (line, column) = new LineMap(script.Text).At(offset);
        var text = statement.TextIn(script.Text);
        return new ScriptException(
            $"cannot be tried on a scratch database: {reason}", null, script.FirstLine + line - 1, column, text.Length <= ShownLength ? text : text[..ShownLength] + "…");
    }
}
