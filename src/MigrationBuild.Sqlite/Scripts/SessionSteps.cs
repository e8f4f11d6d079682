using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts;

/// <summary>What a run does on a session: its transactions, and the scripts in them.</summary>
/// <param name="displayName">What the session leads to, for messages.</param>
/// <param name="afterCommit">Called after whatever is in effect for others.</param>
internal sealed class SessionSteps(SqliteSession session, ISqlDialect dialect, string displayName, bool readOnly, Action? afterCommit = null)
{
    public void Begin()
    {
        SessionPragmas.Reset(session, readOnly);
        FaultPoint.Reach("sqlite.begin.before");
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            FaultPoint.Reach("sqlite.begin.after");
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Busy)
        {
            throw Waited("another connection is writing to the database", e);
        }
    }

    public void Commit()
    {
        try
        {
            FaultPoint.Reach("sqlite.commit.before");
            session.Execute("COMMIT");
            FaultPoint.Reach("sqlite.commit.after");
            afterCommit?.Invoke();
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Busy)
        {
            throw Waited("the steps ran, but another connection keeps reading the database, so that they cannot be committed", e);
        }
        catch (EngineException e)
        {
            throw new EngineException($"the steps ran, but could not be committed to {displayName}: {e.Message}", e.Code, e) { Trouble = e.Trouble };
        }
    }

    public void Rollback()
    {
        if (!session.InTransaction)
            return;
        FaultPoint.Reach("sqlite.rollback.before");
        session.Execute("ROLLBACK");
        FaultPoint.Reach("sqlite.rollback.after");
    }

    public void Execute(MigrationScript script, CancellationToken cancellation)
    {
        if (script.Transactional != session.InTransaction)
        {
            throw new InvalidOperationException(
                script.Transactional ? "a transactional script needs an open transaction" : "a script with 'transaction none' must run outside a transaction");
        }
        SessionPragmas.Reset(session, readOnly);
        var runner = new ScriptRunner(session, dialect, script, afterCommit);
        try
        {
            runner.Run(insideTransaction: script.Transactional, isCheck: false, cancellation);
        }
        finally
        {
            if (!script.Transactional)
                Rollback();
        }
    }

    public void Verify(MigrationScript script, CancellationToken cancellation)
    {
        var nested = session.InTransaction;
        var savepoint = $"verify_{Guid.NewGuid():n}";
        // A check may have to write to see what the engine says to it. Where it does not, a reader takes no lock that keeps others from writing.
        SessionPragmas.Reset(session, readOnly: false);
        session.Execute(nested ? $"SAVEPOINT {savepoint}" : readOnly ? "BEGIN" : "BEGIN IMMEDIATE");
        try
        {
            new ScriptRunner(session, dialect, script).Run(insideTransaction: true, isCheck: true, cancellation);
        }
        finally
        {
            using var unlimited = session.Limit(CancellationToken.None);
            TakeBack(nested ? savepoint : null);
            if (readOnly)
                session.Execute("PRAGMA query_only=ON");
        }
    }

    private void TakeBack(string? savepoint)
    {
        if (savepoint is null || !session.InTransaction)
        {
            Rollback();
            return;
        }
        session.Execute($"ROLLBACK TO {savepoint}");
        session.Execute($"RELEASE {savepoint}");
    }

    private EngineException Waited(string message, EngineException inner) =>
        SqliteErrors.IsBusy(FormattableString.Invariant($"{message}; waited {session.LockTimeout.TotalSeconds:0.#} s"), inner);
}
