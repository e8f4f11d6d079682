using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Compilation;

/// <summary>What the tokens of a script tell without an engine (MB2001 to MB2006).</summary>
internal sealed class SqlCheck(ISqlDialect dialect, DiagnosticBag bag)
{
    private readonly List<ScriptUnit> _empty = [];

    /// <summary>Those without a statement; whether that is a mistake, their migration tells.</summary>
    public IReadOnlyList<ScriptUnit> Empty => _empty;

    public void Run(ScriptUnit unit)
    {
        if (unit.Script is not { } script)
            return;
        // Made for the first finding: most scripts have none.
        var lines = new Lazy<LineMap>(() => new LineMap(script.Text));
        var findings = dialect.Check(script.Text, script.Transactional);
        foreach (var finding in findings)
            bag.Add(finding.Descriptor, At(unit, script, lines.Value, finding.Offset), finding.Message);
        if (findings.Any(f => f.IsLast))
            return;
        var tokens = dialect.Tokenize(script.Text);
        if (tokens.Count > 0 && tokens[^1].Unterminated)
        {
            bag.Add(Descriptors.UnterminatedToken, At(unit, script, lines.Value, tokens[^1].Start),
                $"{What(tokens[^1], script.Text)} starts here and is never closed; close it");
            return;
        }
        var statements = dialect.Split(script.Text);
        if (statements.Count == 0)
            _empty.Add(unit);
        if (script.Transactional)
            CheckTransactionControl(unit, script, lines, statements);
    }

    private void CheckTransactionControl(ScriptUnit unit, MigrationScript script, Lazy<LineMap> lines, IReadOnlyList<SqlStatement> statements)
    {
        foreach (var statement in statements)
        {
            if (dialect.TransactionControlOf(script.Text, statement) is not { } word)
                continue;
            bag.Add(Descriptors.TransactionControl, At(unit, script, lines.Value, statement.Start),
                $"{word} would break the transaction in which the tool runs each step: remove it; a script that must run outside a transaction says `-- migrate:transaction none` in its head");
        }
    }

    private static SourceLocation At(ScriptUnit unit, MigrationScript script, LineMap lines, int offset)
    {
        var (line, column) = lines.At(offset);
        return new SourceLocation(unit.Display, script.FirstLine + line - 1, column);
    }

    private static string What(SqlToken token, string text) => token.Kind switch
    {
        SqlTokenKind.BlockComment => "a comment /*",
        SqlTokenKind.String => "a string",
        _ => $"an identifier in {text[token.Start]}",
    };
}
