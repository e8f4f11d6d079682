using MigrationBuild.PostgreSql.Changes;
using MigrationBuild.PostgreSql.Connections;
using Npgsql;

namespace MigrationBuild.PostgreSql.Locks;

/// <summary>
/// Finds out who blocks a session while it waits: afterwards nobody knows any more. Looks from a second connection, which is only
/// made once a statement has run for a while, and does nothing but look.
/// </summary>
internal sealed class LockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private LockWatch(string connectionString, int pid, TimeSpan after) => _watching = WatchAsync(connectionString, pid, after, _stop.Token);

    /// <summary>Those that were seen to block last; why they could not be seen; empty where there was nobody.</summary>
    public string Blockers { get; private set; } = "";

    /// <summary>The second session, where one was made.</summary>
    public string? Identity { get; private set; }

    public static LockWatch Start(string connectionString, int pid, TimeSpan after) => new(connectionString, pid, after);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync(string connectionString, int pid, TimeSpan after, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(after, cancellationToken).ConfigureAwait(false);
            // Not cancelled half-way: the server would have counted a session of which nobody could say that it was this one.
            await using var session = await Session.OpenAsync(connectionString, null, CancellationToken.None).ConfigureAwait(false);
            Identity = await ForeignChanges.IdentityOfAsync(session, CancellationToken.None).ConfigureAwait(false);
            while (true)
            {
                var now = await LockHolderQuery.BlockersOfAsync(session, pid, cancellationToken).ConfigureAwait(false);
                if (now.Length > 0)
                    Blockers = now;
                await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The statement is done.
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // It is only for the message: the statement itself must not fail because a second connection was refused.
            Blockers = $"somebody unknown ({e.Message})";
        }
    }
}
