using System.Diagnostics;
using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql.Connections;

namespace MigrationBuild.PostgreSql.Locks;

/// <summary>
/// Takes the deployment lock on the session that works. Asked for again and again, never waited for: a waiting session holds a
/// snapshot, for which CREATE INDEX CONCURRENTLY of the holder waits in turn (deadlock, 40P01).
/// </summary>
internal sealed class AdvisoryLock(Session session, long key, string displayName)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Held until <see cref="ReleaseAsync"/> or the end of the session.</summary>
    /// <exception cref="MigrationException">MB6005: somebody else holds it.</exception>
    public Task TakeForSessionAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        PollAsync(TryTakeForSessionAsync, timeout, cancellationToken);

    public async Task<bool> TryTakeForSessionAsync(CancellationToken cancellationToken) =>
        await session.ValueAsync<bool>("SELECT pg_catalog.pg_try_advisory_lock($1)", cancellationToken, key).ConfigureAwait(false);

    /// <summary>Starts a transaction that holds the lock until its end; for sessions through a pooler, where the next transaction may be another session's.</summary>
    /// <exception cref="MigrationException">MB6005: somebody else holds it.</exception>
    public Task BeginWithLockAsync(string begin, TimeSpan timeout, CancellationToken cancellationToken) =>
        PollAsync(async token =>
        {
            await session.ExecuteAsync(begin, token).ConfigureAwait(false);
            if (await session.ValueAsync<bool>("SELECT pg_catalog.pg_try_advisory_xact_lock($1)", token, key).ConfigureAwait(false))
                return true;
            await session.ExecuteAsync("ROLLBACK", token).ConfigureAwait(false);
            return false;
        }, timeout, cancellationToken);

    /// <summary>Who holds it now; null where nobody does.</summary>
    public Task<string?> FindHolderAsync(CancellationToken cancellationToken) => LockHolderQuery.OfAdvisoryLockAsync(session, key, cancellationToken);

    public Task<bool> IsHeldAsync(CancellationToken cancellationToken) => session.ValueAsync<bool>(LockHolderQuery.IsHeldByThisSession, cancellationToken, key >>> 32, key & 0xffffffff);

    public Task ReleaseAsync() => session.RunAsync("SELECT pg_catalog.pg_advisory_unlock($1)", CancellationToken.None, key);

    private async Task PollAsync(Func<CancellationToken, Task<bool>> tryTake, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await tryTake(cancellationToken).ConfigureAwait(false))
        {
            if (waited.Elapsed >= timeout)
            {
                var holder = await FindHolderAsync(cancellationToken).ConfigureAwait(false) ?? "somebody who has just let go of the lock, or taken it";
                throw new MigrationException(Descriptors.LockBusy, ExitCode.LockBusy, FormattableString.Invariant(
                    $"another deployment to {displayName} is running: {holder}; waited {timeout.TotalSeconds:0.#} s"));
            }
            // Not all at the same moment: 32 deployers that start together would also ask together.
            await Task.Delay(Poll + Random.Shared.Next(50) * TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
        }
    }
}
