using System.Diagnostics;
using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Changes;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.Locks;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql.Scripts;

/// <summary>Runs the statements of one script, as our own splitter finds them, many in one round trip.</summary>
internal sealed class ScriptRunner(
    Session session, ServerFacts facts, SessionSettings settings, ConnectionRequest request, string connectionString, ISqlDialect dialect, ForeignChanges changes, MigrationScript script)
{
    private const string Savepoint = "migrationbuild_step";
    private const int MostStatementsAtOnce = 200;
    private const int MostAttempts = 10;

    private readonly ScriptText _text = new(script, dialect);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Is told the index of each statement that is done, and may ask on the same session; then each is sent by itself.</summary>
    public Func<int, CancellationToken, Task>? AfterEach { get; init; }

    private int StatementsAtOnce => AfterEach is null ? MostStatementsAtOnce : 1;

    /// <summary>In the open transaction, all or nothing: what a lock prevented is tried again from a savepoint.</summary>
    public async Task RunInTransactionAsync(CancellationToken cancellationToken)
    {
        _text.RequireRunnable();
        _text.RequireNoTransactionControl();
        var transaction = await TransactionNumberAsync(cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(Prologue(), cancellationToken).ConfigureAwait(false);
        await RetryAsync(async token =>
        {
            for (var from = 0; from < _text.Statements.Count; from += StatementsAtOnce)
                await RunBatchAsync(from, Math.Min(StatementsAtOnce, _text.Statements.Count - from), token).ConfigureAwait(false);
        }, () => session.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken), MostAttempts, cancellationToken).ConfigureAwait(false);
        await RequireSameTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
        FaultPoint.Reach("postgresql.script.same-transaction");
        await session.ExecuteAsync([$"RELEASE SAVEPOINT {Savepoint}", .. settings.Reset(), .. settings.Limits()], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Each statement by itself; what ran stays.</summary>
    public async Task RunOutsideAsync(CancellationToken cancellationToken)
    {
        _text.RequireRunnable();
        _text.RequireNoTransactionControl();
        FaultPoint.Reach("postgresql.outside.before");
        try
        {
            for (var i = 0; i < _text.Statements.Count; i++)
                await RunAloneAsync(i, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The script may have opened a transaction. Where it has not, this is a warning that nobody sees.
            if (!session.IsBroken)
                await session.ExecuteAsync("ROLLBACK", CancellationToken.None).ConfigureAwait(false);
        }
        FaultPoint.Reach("postgresql.outside.after");
        await session.ExecuteAsync(settings.Reset(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the invalid indexes that the script has left. Null where there was none.</summary>
    public async Task<string?> CleanUpAsync(CancellationToken cancellationToken)
    {
        var dropped = new List<string>();
        foreach (var made in _text.Statements.Select(s => InvalidIndex.MadeBy(script.Text, s)).OfType<InvalidIndex>())
        {
            await session.ExecuteAsync([.. settings.Reset(), .. Limits(isLocal: false)], cancellationToken).ConfigureAwait(false);
            if (await made.DropAsync(session, cancellationToken).ConfigureAwait(false) is { } index)
                dropped.Add(index);
        }
        await session.ExecuteAsync(settings.Reset(), cancellationToken).ConfigureAwait(false);
        return dropped.Count == 0 ? null : $"the invalid index {string.Join(", ", dropped)} was dropped";
    }

    /// <summary>In the open transaction: rows with one column are checks, which fail the script when they say no.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        _text.RequireRunnable();
        _text.RequireNoTransactionControl();
        await session.ExecuteAsync(settings.Reset().Concat(Limits(isLocal: true)), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < _text.Statements.Count; i++)
            await WithTimeLimitAsync(i, token => CheckOneAsync(i, token), cancellationToken).ConfigureAwait(false);
    }

    // The limits before the savepoint: going back to it must not take them back.
    private IEnumerable<string> Prologue() => [.. settings.Reset(), .. Limits(isLocal: true), $"SAVEPOINT {Savepoint}"];

    private IEnumerable<string> Limits(bool isLocal) => SessionSettings.Limits(isLocal, settings.LockTimeoutOf(script.LockTimeout), script.Timeout);

    private async Task RunAloneAsync(int index, CancellationToken cancellationToken)
    {
        var made = InvalidIndex.MadeBy(script.Text, _text.Statements[index]);
        // It waits for old transactions without blocking anybody, so there is no need to step back soon.
        var lockTimeout = made is not null && script.LockTimeout is null ? TimeSpan.Zero : settings.LockTimeoutOf(script.LockTimeout);
        // Read-write as a transaction of the tool, whatever the role's or the database's default is.
        string[] limits = [.. SessionSettings.Limits(isLocal: false, lockTimeout, script.Timeout), "SET default_transaction_read_only = off"];
        await session.ExecuteAsync(settings.Reset().Concat(limits), cancellationToken).ConfigureAwait(false);
        try
        {
            await RetryAsync(RunAsync, () => Task.CompletedTask, CommitsByItself(index) ? 1 : MostAttempts, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (made is not null && !session.IsBroken)
        {
            await TryDropInvalidAsync(made).ConfigureAwait(false);
            throw;
        }
        if (made is not null && await made.FindAsync(session, cancellationToken).ConfigureAwait(false) is { } invalid)
            throw _text.At(index, $"the index {invalid} is invalid: an attempt that failed has left it. DROP INDEX CONCURRENTLY {invalid}, then run this again", null, ScriptFailure.Refused);

        async Task RunAsync(CancellationToken token)
        {
            if (made is not null)
                await DropLeftAsync(made, index, token).ConfigureAwait(false);
            await RunBatchAsync(index, 1, token).ConfigureAwait(false);
        }
    }

    // By an earlier run, or by the attempt before this one. Who blocked the index then may block this now: that is one more attempt.
    private async Task DropLeftAsync(InvalidIndex made, int index, CancellationToken cancellationToken)
    {
        try
        {
            if (await made.DropAsync(session, cancellationToken).ConfigureAwait(false) is { } left)
                request.Notices?.Invoke($"the invalid index {left}, left by an attempt that failed, was dropped");
        }
        catch (Exception e) when (ErrorIn(e) is { } error)
        {
            throw Failure(e, error, index, cancellationToken);
        }
    }

    // After the last attempt, whose failure is the one to report.
    private async Task TryDropInvalidAsync(InvalidIndex index)
    {
        try
        {
            await session.ExecuteAsync(SessionSettings.Limits(isLocal: false, settings.LockTimeoutOf(script.LockTimeout), null), CancellationToken.None).ConfigureAwait(false);
            await index.DropAsync(session, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            request.Notices?.Invoke($"the invalid index {index.Index} is left on {index.Table}: {e.MessageText}");
        }
    }

    // Procedures and blocks may have committed a part before a lock stopped them: run again, that part would be done twice.
    private bool CommitsByItself(int index) =>
        _text.Statements[index].Tokens[0] is var first && (first.Is(script.Text, "CALL") || first.Is(script.Text, "DO"));

    // The transaction keeps the locks that it has while this waits: bounded by the run's own limit.
    private async Task RetryAsync(Func<CancellationToken, Task> run, Func<Task> takeBack, int mostAttempts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var watch = LockWatch.Start(connectionString, facts.BackendPid, settings.LockTimeoutOf(script.LockTimeout) / 2);
            ScriptException failure;
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ScriptException e) when (e.Code is ServerErrors.LockNotAvailable or ServerErrors.Deadlock)
            {
                failure = e;
            }
            finally
            {
                await watch.DisposeAsync().ConfigureAwait(false);
                if (watch.Identity is { } identity)
                    changes.AddOwnSession(identity);
            }
            var blockers = watch.Blockers.Length > 0 ? $"blocked by {watch.Blockers}" : "who blocks could not be seen";
            var pause = TimeSpan.FromMilliseconds(Math.Min(5000, 100 * Math.Pow(2, attempt - 1)) * (0.5 + Random.Shared.NextDouble() / 2));
            if (attempt >= mostAttempts || _watch.Elapsed + pause >= request.LockTimeout)
                throw GivenUp(failure, attempt, blockers);
            request.Notices?.Invoke(string.Create(CultureInfo.InvariantCulture,
                $"{script.File}({failure.Line},{failure.Column}): {failure.Message}; {blockers}; attempt {attempt}, trying again in {pause.TotalSeconds:0.0} s"));
            await takeBack().ConfigureAwait(false);
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private ScriptException GivenUp(ScriptException e, int attempts, string blockers) => new(
        string.Create(CultureInfo.InvariantCulture, $"{e.Message}; {blockers}; tried {attempts} times in {_watch.Elapsed.TotalSeconds:0.#} s"),
        e.Code, e.Line, e.Column, e.Statement, e.Reason, e);

    private Task RunBatchAsync(int from, int count, CancellationToken cancellationToken) =>
        WithTimeLimitAsync(from, async token =>
        {
            await using var batch = session.Connection.CreateBatch();
            for (var i = from; i < from + count; i++)
                batch.BatchCommands.Add(new NpgsqlBatchCommand(_text.TextOf(i)));
            FaultPoint.Reach("postgresql.statement.before");
            try
            {
                await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            }
            catch (Exception e) when (ErrorIn(e) is { } error)
            {
                throw Failure(e, error, from + IndexOfFailed(batch, error), token);
            }
            FaultPoint.Reach("postgresql.statement.after");
            if (AfterEach is not null)
                await AfterEach(from, token).ConfigureAwait(false);
        }, cancellationToken);

    // A cancelled batch does not say which statement it was: the first that has no result.
    private static int IndexOfFailed(NpgsqlBatch batch, PostgresException error)
    {
        var index = error.BatchCommand is NpgsqlBatchCommand failed ? batch.BatchCommands.IndexOf(failed) : -1;
        for (var i = 0; i < batch.BatchCommands.Count && index < 0; i++)
        {
            if (batch.BatchCommands[i].StatementType == StatementType.Unknown)
                index = i;
        }
        return Math.Max(0, index);
    }

    private async Task CheckOneAsync(int index, CancellationToken cancellationToken)
    {
        await using var batch = session.Connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_text.TextOf(index)));
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (CheckValue.SaysNo(reader) is { } shown)
                    throw _text.At(index, $"the check gave {shown}", null, ScriptFailure.CheckFailed);
            }
        }
        catch (Exception e) when (ErrorIn(e) is { } error)
        {
            throw Failure(e, error, index, cancellationToken);
        }
    }

    // The server limits each statement; the whole script is limited from here.
    private async Task WithTimeLimitAsync(int index, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (script.Timeout is { } timeout)
            limit.CancelAfter(timeout > _watch.Elapsed ? timeout - _watch.Elapsed : TimeSpan.Zero);
        try
        {
            await run(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && script.Timeout is { } timedOut)
        {
            throw _text.TimedOut(index, timedOut, e);
        }
        catch (Exception e) when (e is NpgsqlException and not PostgresException or IOException)
        {
            throw _text.At(index, $"the connection to the server broke: {e.Message}", ServerErrors.ConnectionLost, ScriptFailure.NoAnswer, e);
        }
    }

    private Exception Failure(Exception thrown, PostgresException error, int index, CancellationToken cancellationToken)
    {
        var stopped = error.SqlState == ServerErrors.QueryCanceled;
        if (stopped && script.Timeout is { } timeout && (thrown is OperationCanceledException || error.MessageText.Contains("timeout", StringComparison.OrdinalIgnoreCase) || cancellationToken.IsCancellationRequested))
            return _text.TimedOut(index, timeout, error);
        return thrown is OperationCanceledException ? thrown : _text.Refused(index, error);
    }

    private static PostgresException? ErrorIn(Exception e) => e as PostgresException ?? (e as OperationCanceledException)?.InnerException as PostgresException;

    private Task<string?> TransactionNumberAsync(CancellationToken cancellationToken) =>
        session.ValueAsync<string>($"SELECT ({facts.Capabilities.XidFunction})::text", cancellationToken);

    // Whatever ended it (a statement that the check of key words does not know), what ran cannot be taken back any more.
    private async Task RequireSameTransactionAsync(string? before, CancellationToken cancellationToken)
    {
        if (await TransactionNumberAsync(cancellationToken).ConfigureAwait(false) != before)
            throw _text.At(0, "the script ended the transaction that the step runs in; what it did before that is permanent", null, ScriptFailure.BrokeTransaction);
    }
}
