using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>One script with its statements, and where in its file something in it is.</summary>
internal sealed class ScriptText
{
    private const int ShownLength = 400;

    private readonly MigrationScript _script;
    private readonly ISqlDialect _dialect;
    private readonly LineMap _lines;

    public ScriptText(MigrationScript script, ISqlDialect dialect)
    {
        _script = script;
        _dialect = dialect;
        _lines = new LineMap(script.Text);
        Statements = dialect.Split(script.Text);
    }

    public IReadOnlyList<SqlStatement> Statements { get; }

    public string TextOf(int index) => Statements[index].TextIn(_script.Text);

    /// <exception cref="ScriptException">There is something in it that must not be sent to a server.</exception>
    public void RequireRunnable()
    {
        var nul = _script.Text.IndexOf('\0');
        if (nul >= 0)
            throw At(nul, 0, "there is a NUL character in the script", null, ScriptFailure.Refused);
        if (_dialect.Check(_script.Text, transactional: false).FirstOrDefault(f => f.Descriptor != Diagnostics.Descriptors.SeveralOutsideTransaction) is { } finding)
            throw At(finding.Offset, IndexAt(finding.Offset), finding.Message, null, ScriptFailure.Refused);
    }

    /// <exception cref="ScriptException">A statement would end the transaction that the script runs in.</exception>
    public void RequireNoTransactionControl()
    {
        for (var i = 0; i < Statements.Count; i++)
        {
            var word = _dialect.TransactionControlOf(_script.Text, Statements[i]);
            if (word is null or "SAVEPOINT" or "RELEASE" || (word == "ROLLBACK" && IsToSavepoint(Statements[i])))
                continue;
            var message = !_script.Transactional
                ? $"{word} has no place in a script that runs outside a transaction; leave it out, or take `-- migrate:transaction none` out of its head"
                : word is "BEGIN" or "START TRANSACTION"
                ? $"{word} cannot run inside the transaction that the step runs in; leave it out"
                : $"{word} would end the transaction that the step runs in, so that it could not be taken back; it was not run";
            throw At(Statements[i].Start, i, message, null, ScriptFailure.BrokeTransaction);
        }
    }

    public ScriptException Refused(int index, PostgresException e)
    {
        var offset = e.Position > 0 ? OffsetOf(index, e.Position) : Statements[index].Start;
        if (e.SqlState != ServerErrors.UnsafeNewEnumValue)
            return At(offset, index, ServerErrors.Describe(e), e.SqlState, ScriptFailure.Refused, e);
        var isOwnValue = Statements.Take(index).Any(AddsEnumValue);
        var advice = isOwnValue ? "; put ALTER TYPE … ADD VALUE into a migration of its own, before this one" : "";
        return At(offset, index, ServerErrors.Describe(e) + advice, e.SqlState, isOwnValue ? ScriptFailure.Refused : ScriptFailure.NotCommittedYet, e);
    }

    public ScriptException TimedOut(int index, TimeSpan limit, Exception inner) =>
        At(index, string.Create(CultureInfo.InvariantCulture, $"stopped after its time limit of {limit.TotalSeconds:0.###} s"), ServerErrors.QueryCanceled, ScriptFailure.TimedOut, inner);

    /// <summary>Something about a whole statement.</summary>
    public ScriptException At(int index, string message, string? code, ScriptFailure reason, Exception? inner = null) =>
        At(index < Statements.Count ? Statements[index].Start : 0, index, message, code, reason, inner);

    private ScriptException At(int offset, int index, string message, string? code, ScriptFailure reason, Exception? inner = null)
    {
        var (line, column) = _lines.At(offset);
        var text = index < Statements.Count ? TextOf(index) : "";
        return new ScriptException(message, code, _script.FirstLine + line - 1, column,
            text.Length <= ShownLength ? text : text[..ShownLength] + "…", reason, inner);
    }

    private bool AddsEnumValue(SqlStatement statement)
    {
        var tokens = statement.Tokens;
        return tokens.Count > 4 && tokens[0].Is(_script.Text, "ALTER") && tokens[1].Is(_script.Text, "TYPE")
            && tokens.Zip(tokens.Skip(1)).Any(pair => pair.First.Is(_script.Text, "ADD") && pair.Second.Is(_script.Text, "VALUE"));
    }

    private bool IsToSavepoint(SqlStatement statement) =>
        statement.Tokens.Skip(1).Take(2).Any(t => t.Is(_script.Text, "TO"));

    private int IndexAt(int offset)
    {
        var index = 0;
        while (index + 1 < Statements.Count && Statements[index + 1].Start <= offset)
            index++;
        return index;
    }

    // The server counts characters, from 1; here they are UTF-16 units.
    private int OffsetOf(int index, int position)
    {
        var statement = Statements[index];
        var offset = statement.Start;
        for (var i = 1; i < position && offset < statement.Start + statement.Length; i++)
            offset += char.IsHighSurrogate(_script.Text[offset]) ? 2 : 1;
        return offset;
    }
}
