using System.Text;
using MigrationBuild.Eng.Faults.Judging;
using MigrationBuild.Sql;

namespace MigrationBuild.Eng.Faults.Rows;

/// <summary>Random texts through the lexer and the splitter of each engine: nothing is thrown, and not a character is lost.</summary>
internal sealed class ScriptFuzz() : Row("fuzz", "script fuzz", gate: 100_000, full: 100_000_000)
{
    private const int Batch = 1_000;

    private static readonly string[] Pieces =
    [
        "'", "''", "\"", "`", "[", "]", "$$", "$a$", "$1", "--", "/*", "*/", "\n", "\r\n", ";", " ", "\t", "\\", "E'", "U&'", "b'", "x'", "N'", "(", ")", "BEGIN", "ATOMIC", "END", "CASE",
        "CREATE", "TRIGGER", "FUNCTION", "RULE", "AS", "SELECT", "INSERT", "1", "1e", "0x", "a", "é", "😀", "\ud83d", "\0", "\u00a0", "\ufeff", ".", ",", "@", "#", ":", "::", "+-", "->>", "?", "é$é$", "$é$",
    ];

    public override Task RunAsync(RowRun run)
    {
        var batches = new RowRun(run.World, this, Math.Max(1, run.Count / Batch), run);
        return batches.CasesAsync((_, random) => Task.Run(() => TryMany(random)));
    }

    private static CaseResult TryMany(Random random)
    {
        var problems = new List<string>();
        for (var i = 0; i < Batch; i++)
        {
            var text = Text(random);
            foreach (var engine in Dialects.Engines)
            {
                if (Try(engine, text) is { } problem)
                    problems.Add($"{engine}: {problem}: {Convert.ToBase64String(Encoding.Unicode.GetBytes(text))} (UTF-16)");
            }
        }
        return new("fuzzed", problems, false, string.Join('\n', problems)) { Runs = Batch };
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var n = random.Next(1, 30); n > 0; n--)
            text.Append(random.Next(12) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }

    /// <summary>Null where all is well.</summary>
    private static string? Try(string engine, string text)
    {
        var dialect = Dialects.For(engine)!;
        try
        {
            var at = 0;
            foreach (var token in dialect.Tokenize(text))
            {
                if (token.Start < at || token.Length <= 0 || token.End > text.Length)
                    return $"a token from {token.Start} of {token.Length} characters after {at}";
                if (text[at..token.Start].Any(c => !IsSpace(engine, c)))
                    return $"what stands between {at} and {token.Start} is lost";
                at = token.End;
            }
            if (text[at..].Any(c => !IsSpace(engine, c)))
                return $"what stands behind {at} is lost";
            return Statements(dialect, text);
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    // SQL Server takes control characters for spaces, as its parser does.
    private static bool IsSpace(string engine, char c) => char.IsWhiteSpace(c) || (engine == EngineNames.SqlServer && char.IsControl(c));

    private static string? Statements(ISqlDialect dialect, string text)
    {
        var at = 0;
        foreach (var statement in dialect.Split(text))
        {
            if (statement.Start < at || statement.Length <= 0 || statement.Start + statement.Length > text.Length)
                return $"a statement from {statement.Start} of {statement.Length} characters after {at}";
            at = statement.Start + statement.Length;
            dialect.TransactionControlOf(text, statement);
        }
        dialect.Check(text, transactional: true);
        dialect.Check(text, transactional: false);
        return null;
    }
}
