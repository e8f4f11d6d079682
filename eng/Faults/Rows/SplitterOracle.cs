using System.Text;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Scripts of real statements, with random mistakes in them, split here and parsed by the server: both must see the same statements.</summary>
internal sealed class SplitterOracle() : PostgreSqlRow("splitter", "splitter against the server's statements", gate: 1_000, full: 100_000)
{
    private const int Batch = 50;
    private const string SyntaxError = "42601";

    private static readonly string[] Statements =
    [
        "SELECT 'it''s; -- no', \"a;b\" FROM t", "SELECT E'a\\';b', U&'d\\0061;t', b'01', x'1F', N'n;'", "SELECT 'a'\n  'b;' -- two\n 'c'", "SELECT E'a'\n'\\';'",
        "SELECT $$;$$, $a$;$$;$b$;$a$, $größe$;$größe$", "SELECT a$b$c FROM t$1$", "SELECT 1+-1, 2*/* ; */3, 4 - -5--;\n", "SELECT /* /* ; */ ; */ 1",
        "SELECT CASE WHEN true THEN 1 END AS end", "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN 1 ELSE 2 END; SELECT 1 AS end; END",
        "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (';'); DELETE FROM t; END",
        "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN IF 1 = 1 THEN RETURN NEW; END IF; END; $body$",
        "CREATE RULE r AS ON UPDATE TO t DO ALSO (DELETE FROM t; SELECT (1); )", "DO $$ BEGIN PERFORM 1; END $$", "CREATE TABLE begin_atomic (atomic int, \"end\" int)", "VACUUM t",
    ];

    private static readonly string[] Separators = [";\n", " ; ", ";-- a;\n", ";/* ; /* ' */ */", ";;\n;", ";\n-- it's\n"];

    private static readonly string[] Mistakes = ["'", "\"", "$$", "$a$", "--", "/*", "*/", "\n", "\\", "E'", ";", "(", ")", " END ", " BEGIN ATOMIC ", " CASE ", "''", "$", "U&'"];

    public override async Task RunAsync(RowRun run)
    {
        var server = await run.World.ServerAsync();
        await new RowRun(run.World, this, Math.Max(1, run.Count / Batch), run).CasesAsync(async (_, random) =>
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString());
            await connection.OpenAsync();
            var problems = new List<string>();
            for (var i = 0; i < Batch; i++)
            {
                var text = Script(random);
                if (await CompareAsync(connection, text) is { } problem)
                    problems.Add($"{problem}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))} (UTF-8)");
            }
            return new("split", problems, false, string.Join('\n', problems)) { Runs = Batch };
        });
    }

    private static string Script(Random random)
    {
        var script = new StringBuilder();
        for (var n = random.Next(1, 5); n > 0; n--)
            script.Append(Statements[random.Next(Statements.Length)]).Append(Separators[random.Next(Separators.Length)]);
        for (var n = random.Next(3); n > 0; n--)
        {
            var at = random.Next(script.Length);
            if (random.Next(2) == 0)
                script.Insert(at, Mistakes[random.Next(Mistakes.Length)]);
            else
                script.Remove(at, Math.Min(random.Next(1, 4), script.Length - at));
        }
        return script.ToString();
    }

    /// <summary>Null where both agree; where the server finds a mistake it has no idea of statements to compare with.</summary>
    private static async Task<string?> CompareAsync(NpgsqlConnection connection, string text)
    {
        var pieces = PostgreSqlDialect.Instance.Split(text);
        var whole = await ParseAsync(connection, text);
        if (whole == Parsed.One && pieces.Count > 1)
            return $"the server sees one statement, and {pieces.Count} were split";
        if (whole == Parsed.Several && pieces.Count < 2)
            return $"the server sees several statements, and {pieces.Count} were split";
        foreach (var piece in pieces)
        {
            var parsed = await ParseAsync(connection, piece.TextIn(text));
            if (parsed == Parsed.Several)
                return $"the server sees several statements in one piece, from {piece.Start}";
            // Where it reads the whole it must be able to read each piece.
            if (parsed == Parsed.Mistake && whole is (Parsed.One or Parsed.Several))
                return $"the server reads the whole script, and not the piece from {piece.Start}";
        }
        return null;
    }

    private static async Task<Parsed> ParseAsync(NpgsqlConnection connection, string text)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(text) } };
        try
        {
            await batch.PrepareAsync();
            connection.UnprepareAll();
            return Parsed.One;
        }
        catch (PostgresException e)
        {
            if (e.MessageText.Contains("multiple commands", StringComparison.Ordinal))
                return Parsed.Several;
            // The lexer finds wrong escapes and bytes (class 22) before the statements are counted; every other error comes after that.
            return e.SqlState == SyntaxError ? Parsed.Mistake : e.SqlState.StartsWith("22", StringComparison.Ordinal) ? Parsed.Unclear : Parsed.One;
        }
    }

    private enum Parsed
    {
        One,
        Several,
        Mistake,
        Unclear,
    }
}
