using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Proofs.Tables;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>One scratch database, on a server of its own or beside others.</summary>
internal sealed class PostgreSqlScratchDatabase : IScratchDatabase
{
    // Nobody else is there to wait for.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private readonly IScratchPlace _place;
    private readonly TableReader _tables = new();
    private ScratchSession _session;

    private PostgreSqlScratchDatabase(IScratchPlace place, ScratchSession session)
    {
        _place = place;
        _session = session;
    }

    public IDatabase Session => _session;

    public string EngineVersion => _session.EngineVersion;

    /// <summary>The roles that scripts named and that were made for them, since the server did not have them.</summary>
    public IReadOnlyList<string> CreatedRoles => _place.Roles?.Created ?? [];

    /// <param name="place">Disposed of with this, also where this fails.</param>
    public static async Task<PostgreSqlScratchDatabase> OpenAsync(IScratchPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return new PostgreSqlScratchDatabase(place, await OpenSessionAsync(place, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await place.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ScriptException? FindWayOut(MigrationScript script) => WayOut.Find(script, PostgreSqlDialect.Instance);

    public bool IsMissingHere(EngineException refusal) => MissingHere.Is(refusal);

    public async Task<IReadOnlyList<StatementObservation>> ExecuteObservedAsync(MigrationScript script, CancellationToken cancellationToken)
    {
        var watch = new StatementWatch(_session.Inner, script, PostgreSqlDialect.Instance);
        await _session.ExecuteWatchedAsync(script, () => watch.StartAsync(cancellationToken), watch.AfterAsync, cancellationToken).ConfigureAwait(false);
        return watch.Observations;
    }

    public Task SettleAsync(CancellationToken cancellationToken) => _session.Inner.AskAsync(async session =>
    {
        await Constraints.SettleAsync(session, cancellationToken).ConfigureAwait(false);
        return true;
    });

    public Task<IReadOnlyList<ScratchTable>> ReadTablesAsync(CancellationToken cancellationToken) =>
        _session.Inner.AskAsync(session => _tables.ReadAsync(session, _session.Prepared, _session.Inner.HistoryName, cancellationToken));

    public async Task<IReadOnlySet<string>?> ReadTouchedTablesAsync(CancellationToken cancellationToken) =>
        _session is { MarksAtBegin: { } before, Inner.IsInTransaction: true }
            ? before.ChangedUntil(await _session.Inner.AskAsync(session => TableMarks.ReadAsync(session, _session.Inner.HistoryName, cancellationToken)).ConfigureAwait(false))
            : null;

    public Task<IReadOnlyList<TableRows>> ReadRowsAsync(IReadOnlyList<ScratchTable> tables, CancellationToken cancellationToken) =>
        _session.Inner.AskAsync(session => RowReader.ReadAsync(session, tables, cancellationToken));

    public Task<IReadOnlyList<string?>> TryAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken) =>
        _session.Inner.AskAsync(session => new StatementTrial(session, _session.Inner.IsInTransaction).RunAsync(statements, cancellationToken));

    public async Task DeleteAllRowsAsync(CancellationToken cancellationToken)
    {
        var tables = await ReadTablesAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Count > 0)
            await _session.Inner.AskAsync(session => TableEmptier.EmptyAsync(session, tables, cancellationToken)).ConfigureAwait(false);
    }

    public Task KeepAsync(CancellationToken cancellationToken) => WithoutSessionAsync(_place.KeepAsync, cancellationToken);

    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        await _session.DisposeAsync().ConfigureAwait(false);
        await _place.ReturnAsync(cancellationToken).ConfigureAwait(false);
        _session = await OpenSessionAsync(_place, cancellationToken).ConfigureAwait(false);
    }

    public Task SaveAsync(string file, CancellationToken cancellationToken) =>
        WithoutSessionAsync(token => _place.SaveAsync(file, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync().ConfigureAwait(false);
        await _place.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<ScratchSession> OpenSessionAsync(IScratchPlace place, CancellationToken cancellationToken)
    {
        var request = new ConnectionRequest(place.ConnectionString, ReadOnly: false, LockTimeout);
        return new ScratchSession(await PostgreSqlDatabase.OpenAsync(request, PostgreSqlDialect.Instance, cancellationToken).ConfigureAwait(false), place.Roles);
    }

    // A state can be copied while nobody uses it. The session comes back with its next use.
    private async Task WithoutSessionAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (_session.Inner.IsInTransaction)
            throw new InvalidOperationException("the state of an open transaction cannot be copied");
        await _session.Inner.CloseAsync().ConfigureAwait(false);
        await work(cancellationToken).ConfigureAwait(false);
    }
}
