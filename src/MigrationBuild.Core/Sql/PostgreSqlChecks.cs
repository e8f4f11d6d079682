using MigrationBuild.Diagnostics;

namespace MigrationBuild.Sql;

/// <summary>What can be told of a PostgreSQL script without a server (MB2003 to MB2006).</summary>
internal static class PostgreSqlChecks
{
    public static IReadOnlyList<SqlFinding> Run(string text, bool transactional, PostgreSqlDialect dialect)
    {
        var findings = new List<SqlFinding>();
        var statements = dialect.Split(text);
        foreach (var statement in statements)
        {
            if (MetaCommandIn(text, statement) is { } command)
                findings.Add(MetaCommand(text, command));
            else if (CopyDirection(text, statement.Tokens) is { } direction)
                findings.Add(Copy(statement, direction));
            else if (transactional && OutsideTransaction.Reason(text, statement.Tokens) is { } name)
                findings.Add(CannotRun(statement, name, isAlone: statements.Count == 1));
            if (findings.Count > 0 && findings[^1].IsLast)
                return findings;
        }
        if (!transactional && statements.Count > 1 && findings.Count == 0)
            findings.Add(SeveralOutside(text, statements));
        return findings;
    }

    private static SqlToken? MetaCommandIn(string text, SqlStatement statement)
    {
        foreach (var token in statement.Tokens)
        {
            if (text[token.Start] == '\\')
                return token;
        }
        return null;
    }

    private static SqlFinding MetaCommand(string text, SqlToken token)
    {
        var command = token.In(text).ToString().Split([' ', '\t', '\r'], 2)[0];
        var remedy = command switch
        {
            "\\i" or "\\ir" or "\\include" or "\\include_relative" => "put the file's SQL into the script",
            "\\copy" => "insert the rows with INSERT",
            "\\set" or "\\gset" => "write the value itself",
            "\\c" or "\\connect" => "the connection is given at deployment",
            _ => "remove it",
        };
        return new SqlFinding(Descriptors.PsqlCommand, token.Start,
            $"{command} is a command of psql, not SQL: no server understands it; {remedy}");
    }

    private static SqlFinding Copy(SqlStatement statement, string direction) =>
        new(Descriptors.CopyThroughClient, statement.Start,
            direction == "STDIN"
                ? "COPY … FROM STDIN takes its rows from a client that there is none of here: write them as INSERT statements"
                : "COPY … TO STDOUT gives its rows to a client that there is none of here: remove it",
            IsLast: direction == "STDIN");

    private static SqlFinding CannotRun(SqlStatement statement, string name, bool isAlone) =>
        new(Descriptors.NotInTransaction, statement.Start,
            $"{name} cannot run in a transaction, and each step runs in one: "
            + (isAlone
                ? "it is alone in its script, so write `-- migrate:transaction none` above it"
                : "move it into a migration of its own, with `-- migrate:transaction none` in its head"));

    private static SqlFinding SeveralOutside(string text, IReadOnlyList<SqlStatement> statements)
    {
        var remedy = statements.Any(s => OutsideTransaction.Reason(text, s.Tokens) is not null)
            ? "make a migration of each"
            : "none of them has to run outside a transaction, so take the directive away, or make a migration of each";
        return new(Descriptors.SeveralOutsideTransaction, statements[1].Start,
            $"a script with `-- migrate:transaction none` may have one statement, and this has {statements.Count}: if it stopped between two of them, nobody could tell where; {remedy}");
    }

    /// <summary>STDIN or STDOUT, or null where the statement is no COPY through the client.</summary>
    private static string? CopyDirection(string text, IReadOnlyList<SqlToken> tokens)
    {
        if (!tokens[0].Is(text, "COPY"))
            return null;
        for (var i = 2; i < tokens.Count; i++)
        {
            if (tokens[i].Is(text, "STDIN") && tokens[i - 1].Is(text, "FROM"))
                return "STDIN";
            if (tokens[i].Is(text, "STDOUT") && tokens[i - 1].Is(text, "TO"))
                return "STDOUT";
        }
        return null;
    }
}
