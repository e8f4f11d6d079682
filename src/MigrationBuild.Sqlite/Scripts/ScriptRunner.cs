using System.Text;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using SQLitePCL;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>Runs the statements of one script. The engine itself says where each of them ends.</summary>
/// <param name="afterCommit">Called after each statement that is in effect by itself.</param>
internal sealed class ScriptRunner(SqliteSession session, ISqlDialect dialect, MigrationScript script, Action? afterCommit = null)
{
    // With the NUL at its end the engine need not copy the rest of the script for every statement (sqlite.org/c3ref/prepare.html).
    private readonly byte[] _sql = Encoding.UTF8.GetBytes(script.Text + '\0');

    /// <param name="insideTransaction">The transaction that is open must be open after every statement.</param>
    /// <param name="isCheck">Rows with one column are checks: they fail the script when they say no.</param>
    public void Run(bool insideTransaction, bool isCheck, CancellationToken cancellation)
    {
        RefuseNul();
        var lockTimeout = session.LockTimeout;
        using var limit = session.Limit(cancellation, script.Timeout);
        session.LockTimeout = script.LockTimeout ?? lockTimeout;
        try
        {
            RunStatements(insideTransaction, isCheck, cancellation);
        }
        finally
        {
            session.LockTimeout = lockTimeout;
        }
    }

    private void RunStatements(bool insideTransaction, bool isCheck, CancellationToken cancellation)
    {
        for (var start = Next(0); start < _sql.Length - 1; start = Next(start))
        {
            cancellation.ThrowIfCancellationRequested();
            var tail = _sql.Length - start;
            try
            {
                if (insideTransaction)
                    RefuseTransactionControl(start);
                using var statement = session.Prepare(_sql.AsSpan(start), out tail);
                FaultPoint.Reach("sqlite.statement.before");
                while (statement is not null && statement.Step())
                {
                    if (isCheck && SaysNo(statement))
                        throw At(start, start, "the check gave " + Shown(statement), null, ScriptFailure.CheckFailed);
                }
                FaultPoint.Reach("sqlite.statement.after");
            }
            catch (EngineException e) when (e is not ScriptException)
            {
                throw Translate(e, start, start + tail);
            }
            if (insideTransaction && !session.InTransaction)
                throw At(start, start, "the statement ended the transaction that the step runs in", null, ScriptFailure.BrokeTransaction);
            if (!session.InTransaction)
                afterCommit?.Invoke();
            start += tail;
        }
        if (!insideTransaction && session.InTransaction)
        {
            throw At(Next(0), Next(0), "the script began a transaction and did not commit it, so that what it did is taken back; end it with COMMIT", null,
                ScriptFailure.BrokeTransaction);
        }
        if (script.Text.Contains("writable_schema", StringComparison.OrdinalIgnoreCase))
            RequireReadableSchema();
    }

    private void RequireReadableSchema()
    {
        try
        {
            session.Execute("PRAGMA writable_schema=OFF");
            // The engine reads the schema again only after it has taken a change of it back.
            session.Execute("SAVEPOINT reread");
            session.Execute("CREATE TABLE main.migrationbuild_reread (a)");
            session.Execute("ROLLBACK TO reread");
            session.Execute("RELEASE reread");
            session.Integer("SELECT count(*) FROM main.sqlite_master");
        }
        catch (EngineException e)
        {
            throw At(Next(0), Next(0), $"the script left a schema that the engine cannot read any more: {e.Message}", e, ScriptFailure.Refused);
        }
    }

    private int Next(int offset) => ScriptPosition.SkipBlank(_sql, offset);

    private void RefuseTransactionControl(int start)
    {
        if (TransactionWords.EndingWord(_sql.AsSpan(start)) is { } word)
        {
            throw At(start, start, $"{word} would end the transaction that the step runs in, so that it could not be taken back; it was not run", null,
                ScriptFailure.BrokeTransaction);
        }
        if (TransactionWords.StartsOne(_sql.AsSpan(start)))
        {
            throw At(start, start, "BEGIN cannot run inside the transaction that the step runs in; leave it out", null, ScriptFailure.BrokeTransaction);
        }
    }

    private ScriptException Translate(EngineException e, int start, int tail)
    {
        if (e.Code is "SQLITE_INTERRUPT" or SqliteErrors.Busy && session.TimedOut)
        {
            return At(start, start, FormattableString.Invariant($"stopped after its time limit of {script.Timeout!.Value.TotalSeconds:0.###} s"),
                e, ScriptFailure.TimedOut);
        }
        var message = e.Message.Contains("VACUUM from within a transaction", StringComparison.Ordinal)
            ? e.Message + "; write -- migrate:transaction none at the top of the script"
            : e.Message;
        return At(start, tail, message, e, ScriptFailure.Refused);
    }

    private void RefuseNul()
    {
        // The engine takes a NUL for the end: what follows would silently not run.
        var nul = Array.IndexOf(_sql, (byte)0);
        if (nul < _sql.Length - 1)
            throw At(nul, nul, "there is a NUL character in the script", null, ScriptFailure.Refused);
    }

    private ScriptException At(int start, int tail, string message, EngineException? inner, ScriptFailure reason)
    {
        var (line, column) = ScriptPosition.Of(script, _sql, start, tail, inner?.Message ?? "");
        return new ScriptException(message, inner?.Code, line, column, ScriptPosition.StatementAt(script, _sql, start, dialect), reason, inner);
    }

    private static bool SaysNo(SqliteStatement row) => row.ColumnCount == 1 && row.TypeOf(0) switch
    {
        raw.SQLITE_NULL => true,
        raw.SQLITE_INTEGER => row.Integer(0) == 0,
        raw.SQLITE_FLOAT => row.Real(0) == 0,
        _ => row.Bytes(0).IsEmpty,
    };

    private static string Shown(SqliteStatement row) => row.TypeOf(0) switch
    {
        raw.SQLITE_NULL => "NULL",
        raw.SQLITE_INTEGER or raw.SQLITE_FLOAT => "0",
        _ => "an empty value",
    };
}
