using System.Diagnostics;
using System.Globalization;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Engine;
using Npgsql;

namespace MigrationBuild.PostgreSql.Connections;

/// <summary>
/// After a connection broke: a new one, once the old session's transaction is over for certain. Until then the history would tell
/// of a past that a COMMIT on its way can still change.
/// </summary>
internal static class SessionEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BeforeTerminating = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <param name="isOwn">The session was ours alone, so that it may be ended; false behind a pooler.</param>
    /// <exception cref="EngineException">The server is not back, or the old session is still at work, after a minute.</exception>
    public static async Task<Session> ReopenAsync(string connectionString, ServerFacts old, Action<string>? notices, bool isOwn)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var session = await ConnectAsync(connectionString, notices, waited).ConfigureAwait(false);
            try
            {
                await session.AsLoginAsync(() => WaitForEndAsync(session, old, isOwn, waited), CancellationToken.None).ConfigureAwait(false);
                return session;
            }
            catch (NpgsqlException e) when (waited.Elapsed < Patience && MayBeBackSoon(e))
            {
                // A killed server process takes all sessions with it, also one that began a moment before the server noticed.
                await session.DisposeAsync().ConfigureAwait(false);
                await Task.Delay(Poll).ConfigureAwait(false);
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>True, once it has ended.</summary>
    private static async Task<bool> WaitForEndAsync(Session session, ServerFacts old, bool isOwn, Stopwatch waited)
    {
        while (await IsAtWorkAsync(session, old, isOwn).ConfigureAwait(false))
        {
            if (waited.Elapsed > Patience)
            {
                throw new EngineException(string.Create(CultureInfo.InvariantCulture,
                    $"the connection broke, and its session (server process {old.BackendPid}) is still at work; what it did is unknown until it ends"), ServerErrors.ConnectionLost);
            }
            if (isOwn && waited.Elapsed > BeforeTerminating)
                await TryTerminateAsync(session, old.BackendPid).ConfigureAwait(false);
            await Task.Delay(Poll).ConfigureAwait(false);
        }
        return true;
    }

    private static async Task TryTerminateAsync(Session session, int pid)
    {
        try
        {
            await session.RunAsync("SELECT pg_catalog.pg_terminate_backend($1)", CancellationToken.None, pid).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A connection that works in another role may not end what its login began; the server ends it by itself.
        }
    }

    // Not there, starting up, shutting down, restarting after a crash; no place for a session as long as the old one has it, or its locks.
    private static bool MayBeBackSoon(NpgsqlException e) =>
        e is not PostgresException { SqlState: var state }
        || state is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory
        || state.StartsWith("57P", StringComparison.Ordinal);

    // A pooled session goes on with other work; then it is enough that it is in no transaction any more.
    private static Task<bool> IsAtWorkAsync(Session session, ServerFacts old, bool isOwn) =>
        session.ValueAsync<bool>(
            $"SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_get_activity($1) a WHERE a.backend_start IS NOT DISTINCT FROM $2::timestamptz{(isOwn ? "" : " AND a.backend_xid IS NOT NULL")})",
            CancellationToken.None, old.BackendPid, old.BackendStart);

    private static async Task<Session> ConnectAsync(string connectionString, Action<string>? notices, Stopwatch waited)
    {
        while (true)
        {
            try
            {
                return await Session.OpenAsync(connectionString, notices, CancellationToken.None).ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (waited.Elapsed < Patience && MayBeBackSoon(e))
            {
                await Task.Delay(Poll).ConfigureAwait(false);
            }
        }
    }
}
