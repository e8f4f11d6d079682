using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.Schemas;
using MigrationBuild.PostgreSql.Snapshots;
using MigrationBuild.PostgreSql.State;

namespace MigrationBuild.PostgreSql;

// Copies to go back to.
internal sealed partial class PostgreSqlDatabase
{
    public const string TemplateMethod = "template";

    // One that asks for the size, and pg_dump's.
    private const int SessionsOfADump = 2;

    public Task<long> EstimateSnapshotSizeAsync(CancellationToken cancellationToken) =>
        Run(() => _session.ValueAsync<long>("SELECT pg_catalog.pg_database_size(current_database())", cancellationToken));

    public Task WriteSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => WriteAsync(file, progress, cancellationToken));

    // A dump cannot be read without restoring it; a template copy says what is in it.
    public Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken) => Task.FromResult(TemplateFile.Is(file) ? TemplateFile.Read(file).State : null);

    public Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => RestoreAsync(file, progress, cancellationToken));

    public Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken) => Run(async () =>
    {
        if (await _changes.ReadMarkAsync(_session, cancellationToken).ConfigureAwait(false) != mark)
            throw new EngineException("other sessions have written since", null) { Trouble = EngineTrouble.Busy };
        await RestoreAsync(file, progress, cancellationToken).ConfigureAwait(false);
    });

    private async Task WriteAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
            throw new IOException($"there is a file '{file}' already");
        cancellationToken.ThrowIfCancellationRequested();
        var isTemplate = _request.SnapshotMethod == TemplateMethod;
        if (isTemplate && _inTransaction)
            throw new EngineException("a template copy needs the database for itself, and this run is connected to it; make one before the run ('migrationbuild snapshot create --snapshot template'), or let the run make a dump", null);
        string? exported = null;
        if (_inTransaction)
        {
            // The transaction waits for the dump, however long that takes.
            await _session.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken).ConfigureAwait(false);
            exported = await _session.ValueAsync<string>("SELECT pg_catalog.pg_export_snapshot()", cancellationToken).ConfigureAwait(false);
        }
        try
        {
            await new PostgreSqlSnapshots(_connectionString, SnapshotOptions(isTemplate, exported)).WriteAsync(file, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_session.IsBroken)
                await ReopenAsync().ConfigureAwait(false);
        }
        _changes.AddOwnSessions(SessionsOfADump);
        if (_inTransaction)
            await _session.ExecuteAsync(_settings.Limits(), cancellationToken).ConfigureAwait(false);
    }

    private async Task RestoreAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (_inTransaction)
            throw new InvalidOperationException("a snapshot cannot be restored inside a transaction");
        RequireLockNotLost();
        var snapshots = new PostgreSqlSnapshots(_connectionString, SnapshotOptions(isTemplate: false, exported: null));
        var closed = _session;
        try
        {
            var restored = await snapshots.RestoreAsync(file, progress, cancellationToken).ConfigureAwait(false);
            // What was there stays until what was restored has been connected to.
            await ReopenRestoredAsync(restored).ConfigureAwait(false);
            await snapshots.DropPreviousAsync(restored, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // The lock was let go of with the session; whoever took it meanwhile finds the database as it is.
            if (_session == closed && closed.IsBroken)
                await ReopenAsync().ConfigureAwait(false);
        }
    }

    private async Task ReopenRestoredAsync(RestoredDatabase restored)
    {
        try
        {
            await ReopenAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (ServerErrors.ToEngineException(e) is { } reason)
        {
            throw new EngineException($"the restored database cannot be connected to: {reason.Message}; what was there before is kept as '{restored.Previous}'", reason.Code, e);
        }
    }

    private PostgreSqlSnapshotOptions SnapshotOptions(bool isTemplate, string? exported) => new()
    {
        Method = isTemplate ? SnapshotMethod.Template : SnapshotMethod.Dump,
        Fence = _request.Fence,
        ExportedSnapshot = exported,
        OwnSessions = [_facts.BackendPid],
        ReadState = async (connection, cancellationToken) => new DatabaseState(
            (await PostgreSqlSchemaReader.ReadAsync(connection, _history.QualifiedName, cancellationToken).ConfigureAwait(false)).Fingerprint,
            await new DatabaseContent(Session.Of(connection), _history.QualifiedName, _facts.LockCapacity).CountRowsAsync(insideTransaction: false, cancellationToken).ConfigureAwait(false)),
        CloseOwnSessions = async () => await _session.DisposeAsync().ConfigureAwait(false),
        EndingSessions = sessions => _request.Notices?.Invoke($"ending the sessions of others: {string.Join("; ", sessions)}"),
    };
}
