using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>What the tokens of a script tell without an engine (MB2001 to MB2006, MB2012 to MB2015).</summary>
internal sealed class SqlCheck(ISqlDialect dialect, DiagnosticBag bag)
{
    private readonly List<ScriptUnit> _empty = [];

    /// <summary>Those without a statement; whether that is a mistake, their migration tells.</summary>
    public IReadOnlyList<ScriptUnit> Empty => _empty;

    public void Run(ScriptUnit unit)
    {
        if (unit.Script is { } script && !Run(unit.Display, script))
            _empty.Add(unit);
    }

    /// <summary>False where there is no statement in it.</summary>
    /// <param name="display">The file as messages show it.</param>
    public bool Run(string display, MigrationScript script)
    {
        // Made for the first finding: most scripts have none.
        var lines = new Lazy<LineMap>(() => new LineMap(script.Text));
        var findings = dialect.Check(script.Text, script.Transactional);
        foreach (var finding in findings)
            Add(display, script, lines.Value, finding);
        if (findings.Any(f => f.IsLast))
            return true;
        var tokens = dialect.Tokenize(script.Text);
        if (tokens.Count > 0 && tokens[^1].Unterminated)
        {
            bag.Add(Descriptors.UnterminatedToken, At(display, script, lines.Value, tokens[^1].Start),
                $"{What(tokens[^1], script.Text)} starts here and is never closed; close it");
            return true;
        }
        var statements = dialect.Split(script.Text);
        if (script.Transactional)
            CheckTransactionControl(display, script, lines, statements);
        return statements.Count > 0;
    }

    private void CheckTransactionControl(string display, MigrationScript script, Lazy<LineMap> lines, IReadOnlyList<SqlStatement> statements)
    {
        foreach (var statement in statements)
        {
            if (dialect.TransactionControlOf(script.Text, statement) is not { } word)
                continue;
            Add(display, script, lines.Value, TransactionControlFinding.Of(statement.Start, word));
        }
    }

    private void Add(string display, MigrationScript script, LineMap lines, SqlFinding finding) =>
        bag.AddUnlessAllowed(finding.Descriptor, At(display, script, lines, finding.Offset), finding.Message, script);

    private static SourceLocation At(string display, MigrationScript script, LineMap lines, int offset)
    {
        var (line, column) = lines.At(offset);
        return new SourceLocation(display, script.FirstLine + line - 1, column);
    }

    private static string What(SqlToken token, string text) => token.Kind switch
    {
        SqlTokenKind.BlockComment => "a comment /*",
        SqlTokenKind.String => "a string",
        _ => $"an identifier in {text[token.Start]}",
    };
}
