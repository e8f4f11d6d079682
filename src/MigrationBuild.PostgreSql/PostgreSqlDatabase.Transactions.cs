using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.Locks;
using MigrationBuild.Scripts;
using Npgsql;

namespace MigrationBuild.PostgreSql;

// The lock, the transaction, and what happens to both when the connection breaks.
internal sealed partial class PostgreSqlDatabase
{
    // `application_name` holds 63 bytes (NAMEDATALEN - 1).
    private const int ApplicationNameLength = 63;

    private AdvisoryLock Lock => new(_session, LockKey.Of(_facts.Database, _history.Schema), DisplayName);

    public async Task<IAsyncDisposable> LockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken)
    {
        await Run(() => TakeLockAsync(timeout, owner, cancellationToken)).ConfigureAwait(false);
        return new Held(this);
    }

    public Task<string?> FindLockHolderAsync(CancellationToken cancellationToken) => Run(() => Lock.FindHolderAsync(cancellationToken));

    private async Task TakeLockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken)
    {
        var name = $"{ConnectionText.ApplicationName} {owner}";
        _settings.ApplicationName = name.Length <= ApplicationNameLength ? name : name[..ApplicationNameLength];
        // Behind a pooler each transaction takes the lock for itself.
        if (_facts.IsBehindPooler)
            return;
        await Lock.TakeForSessionAsync(timeout, cancellationToken).ConfigureAwait(false);
        _holdsLock = true;
        FaultPoint.Reach("postgresql.lock.taken");
        await _session.ExecuteAsync(_settings.Reset(), cancellationToken).ConfigureAwait(false);
        await DropLeftCopiesAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReleaseLockAsync()
    {
        var held = _holdsLock;
        _holdsLock = false;
        _settings.ApplicationName = ConnectionText.ApplicationName;
        // A broken session has let go of it by itself.
        if (!held || _session.IsBroken)
            return;
        await RollbackTransactionAsync().ConfigureAwait(false);
        FaultPoint.Reach("postgresql.lock.releasing");
        await Lock.ReleaseAsync().ConfigureAwait(false);
        FaultPoint.Reach("postgresql.lock.released");
        await _session.ExecuteAsync(_settings.Reset(), CancellationToken.None).ConfigureAwait(false);
    }

    private void RequireLockNotLost()
    {
        if (_lostLock)
            throw new EngineException("the connection broke, and with it the deployment lock, which somebody else holds now: nothing more is changed", ServerErrors.ConnectionLost);
    }

    // pg_advisory_unlock_all() and DISCARD ALL let go of every lock of the session, behind the back of the one that counts on it.
    private async Task RequireLockKeptAsync(MigrationScript script, CancellationToken cancellationToken)
    {
        if (!_holdsLock && !(_facts.IsBehindPooler && _inTransaction) || await Lock.IsHeldAsync(cancellationToken).ConfigureAwait(false))
            return;
        throw new ScriptException("the script let go of the deployment lock (pg_advisory_unlock, DISCARD ALL), which keeps other deployments out; leave that statement out",
            null, script.FirstLine, 1, "", ScriptFailure.BrokeTransaction);
    }

    private async Task BeginTransactionAsync(CancellationToken cancellationToken)
    {
        if (_inTransaction)
            throw new InvalidOperationException("there is a transaction already");
        // Whatever the role's or the database's defaults are.
        var begin = $"BEGIN ISOLATION LEVEL READ COMMITTED {(_request.ReadOnly ? "READ ONLY" : "READ WRITE")}";
        FaultPoint.Reach("postgresql.begin.before");
        if (_facts.IsBehindPooler && !_request.ReadOnly)
            await Lock.BeginWithLockAsync(begin, _request.LockTimeout, cancellationToken).ConfigureAwait(false);
        else
            await _session.ExecuteAsync(begin, cancellationToken).ConfigureAwait(false);
        _inTransaction = true;
        FaultPoint.Reach("postgresql.begin.after");
        await _session.ExecuteAsync([.. _settings.Reset(), .. _settings.Limits()], cancellationToken).ConfigureAwait(false);
        if (_facts.IsBehindPooler)
            _facts = await ServerFacts.ReadAsync(_session, cancellationToken).ConfigureAwait(false) with { IsBehindPooler = true };
    }

    private async Task CommitTransactionAsync(CancellationToken cancellationToken)
    {
        if (!_inTransaction)
            throw new InvalidOperationException("there is no transaction");
        await _changes.BeforeCommitAsync(_session, cancellationToken).ConfigureAwait(false);
        // COMMIT of a failed transaction is a ROLLBACK that reports success; a statement before it is what fails. This one sees to it
        // that what is reported as applied is on the disk, whatever the role's or the database's default is.
        await _session.ExecuteAsync("SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'", cancellationToken).ConfigureAwait(false);
        FaultPoint.Reach("postgresql.commit.before");
        await _session.ExecuteAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
        FaultPoint.Reach("postgresql.commit.after");
        _inTransaction = false;
    }

    private async Task RollbackTransactionAsync()
    {
        try
        {
            FaultPoint.Reach("postgresql.rollback.before");
            if (_inTransaction)
                await _session.ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
            FaultPoint.Reach("postgresql.rollback.after");
        }
        catch (Exception e) when (_session.IsBroken && ServerErrors.ToEngineException(e) is not null)
        {
            // That the session was ended shows only now: the server has taken the transaction back, or does so before this is over.
            await ReopenAsync().ConfigureAwait(false);
        }
        _inTransaction = false;
    }

    /// <summary>Everything that talks to the server goes through here: a lost connection is replaced before, an error is translated after.</summary>
    /// <param name="mayHaveLostTransaction">The transaction of a lost connection is no loss: the server takes it back.</param>
    private async Task<T> Run<T>(Func<Task<T>> work, bool mayHaveLostTransaction = false)
    {
        try
        {
            if (_session.IsBroken)
            {
                if (_inTransaction && !mayHaveLostTransaction)
                    throw new EngineException("the connection to the server broke during the transaction", ServerErrors.ConnectionLost);
                await ReopenAsync().ConfigureAwait(false);
            }
            return await work().ConfigureAwait(false);
        }
        // With the session in order, an I/O error is of a file: a snapshot's disk may be full.
        catch (Exception e) when (e is not EngineException && (e is not IOException || _session.IsBroken) && ServerErrors.ToEngineException(e) is { } translated)
        {
            throw translated;
        }
    }

    private Task Run(Func<Task> work, bool mayHaveLostTransaction = false) => Run(async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    }, mayHaveLostTransaction);

    private async Task ReopenAsync()
    {
        var next = await SessionEnd.ReopenAsync(_connectionString, _facts, _request.Notices, isOwn: !_facts.IsBehindPooler).ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
        _session = next;
        FaultPoint.Reach("postgresql.reopened");
        _inTransaction = false;
        // What was written while there was no session is found by the next look, which goes back to the last one before it.
        _changes.AddOwnSessions(1);
        _facts = await ServerFacts.ReadAsync(_session, CancellationToken.None).ConfigureAwait(false);
        if (_holdsLock)
            _lostLock = !await Lock.TryTakeForSessionAsync(CancellationToken.None).ConfigureAwait(false);
        if (!_facts.IsBehindPooler)
            await _session.ExecuteAsync(_settings.Reset(), CancellationToken.None).ConfigureAwait(false);
    }

    private sealed class Held(PostgreSqlDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await database.ReleaseLockAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException || (e is NpgsqlException && database._session.IsBroken))
            {
                // What the run did is done. The server lets go of the lock with the session.
            }
        }
    }
}
