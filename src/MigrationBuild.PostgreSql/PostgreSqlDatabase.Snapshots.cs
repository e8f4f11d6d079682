using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Changes;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.Schemas;
using MigrationBuild.PostgreSql.Snapshots;
using MigrationBuild.PostgreSql.State;
using Npgsql;

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

    // Without the session, which may be what broke.
    public async Task<bool> DiscardSnapshotAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await new PostgreSqlSnapshots(_connectionString).DeleteAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            _request.Notices?.Invoke($"the database that the unfinished snapshot '{file}' names could not be dropped: {e.Message}");
            return false;
        }
    }

    // A dump cannot be read without restoring it; a template copy says what is in it.
    public Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken) => Task.FromResult(TemplateFile.Is(file) ? TemplateFile.Read(file).State : null);

    public Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => RestoreAsync(file, null, progress, cancellationToken));

    public Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken) => Run(async () =>
    {
        await RequireMarkAsync(mark, cancellationToken).ConfigureAwait(false);
        await RestoreAsync(file, mark, progress, cancellationToken).ConfigureAwait(false);
    });

    public IReadOnlyList<string> RestoreByHand(string file) => HandRestore.Commands(_session.Address, _session.Connection.Database, file);

    private async Task WriteAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
            throw new IOException($"there is a file '{file}' already");
        cancellationToken.ThrowIfCancellationRequested();
        var isTemplate = _request.SnapshotMethod == TemplateMethod;
        if (isTemplate && _inTransaction)
            throw new EngineException("a template copy needs the database for itself, and this run is connected to it; make one before the run ('migrationbuild snapshot create --snapshot template'), or let the run make a dump", null);
        var begun = await _session.ValueAsync<DateTime>("SELECT clock_timestamp()", cancellationToken).ConfigureAwait(false);
        string? exported = null;
        if (_inTransaction)
        {
            // The transaction waits for the dump, however long that takes.
            await _session.ExecuteAsync("SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken).ConfigureAwait(false);
            exported = await _session.ValueAsync<string>("SELECT pg_catalog.pg_export_snapshot()", cancellationToken).ConfigureAwait(false);
            FaultPoint.Reach("postgresql.dump.exported");
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
        if (!isTemplate)
        {
            _changes.AddOwnSessions(SessionsOfADump);
            await ForeignChanges.WaitForOwnToEndAsync(_session, new NpgsqlConnectionStringBuilder(_connectionString).ApplicationName!, begun, cancellationToken).ConfigureAwait(false);
        }
        if (_inTransaction)
            await _session.ExecuteAsync(_settings.Limits(), cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireMarkAsync(string mark, CancellationToken cancellationToken)
    {
        if (await _changes.ReadMarkAsync(_session, cancellationToken).ConfigureAwait(false) != mark)
            throw WrittenSince();
    }

    private static EngineException WrittenSince() => new("other sessions have written since", null) { Trouble = EngineTrouble.Busy };

    /// <param name="mark">Nobody may have written since it was read, up to the moment when nobody can any more; null: whoever has.</param>
    private async Task RestoreAsync(string file, string? mark, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (_inTransaction)
            throw new InvalidOperationException("a snapshot cannot be restored inside a transaction");
        RequireLockNotLost();
        var closed = _session;
        var options = SnapshotOptions(isTemplate: false, exported: null);
        if (mark is not null)
        {
            // A restore takes long: while the copy is made beside it, the database is everybody's.
            options = options with
            {
                CloseOwnSessions = async () =>
                {
                    await RequireMarkAsync(mark, cancellationToken).ConfigureAwait(false);
                    await closed.DisposeAsync().ConfigureAwait(false);
                },
                RequireUnchanged = async (connection, name) =>
                {
                    if (await _changes.HasChangedAsync(connection, name, CancellationToken.None).ConfigureAwait(false))
                        throw WrittenSince();
                },
            };
        }
        var snapshots = new PostgreSqlSnapshots(_connectionString, options);
        // Where it fails, the session may be gone, and the lock with it; what comes next takes both again, and whoever took the lock meanwhile finds the
        // database as it is.
        var restored = await snapshots.RestoreAsync(file, progress, cancellationToken).ConfigureAwait(false);
        // What was there stays until what was restored has been connected to.
        await ReopenRestoredAsync(restored).ConfigureAwait(false);
        FaultPoint.Reach("postgresql.restore.connected");
        await TryDropPreviousAsync(snapshots, restored).ConfigureAwait(false);
        FaultPoint.Reach("postgresql.restore.old-dropped");
    }

    private async Task ReopenRestoredAsync(RestoredDatabase restored)
    {
        try
        {
            await ReopenAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (ServerErrors.ToEngineException(e) is { } reason)
        {
            throw new EngineException($"the restored database cannot be connected to: {reason.Message}; what was there before is kept as '{restored.Previous}'", reason.Code, e)
            {
                Trouble = EngineTrouble.AfterRestore,
            };
        }
    }

    // The restore is done, whatever becomes of what it replaced.
    private async Task TryDropPreviousAsync(PostgreSqlSnapshots snapshots, RestoredDatabase restored)
    {
        try
        {
            await snapshots.DropPreviousAsync(restored, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            _request.Notices?.Invoke($"the snapshot is restored; what was there before could not be dropped and is kept as the database '{restored.Previous}': {e.Message}");
        }
    }

    // Whoever gets here is connected to what stands under the name, so that nothing beside it is needed any more. A deployment does not fail for it:
    // the role may lack the right to drop databases.
    private async Task DropLeftCopiesAsync(CancellationToken cancellationToken)
    {
        if (!await DatabaseCopies.AreLeftAsync(_session, _facts.Database, cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            await new PostgreSqlSnapshots(_connectionString).DropLeftoversAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e)
        {
            _request.Notices?.Invoke($"a database that a killed snapshot or restore has left beside '{_facts.Database}' could not be dropped: {e.Message}");
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
            await new DatabaseContent(Session.Over(connection), _history.QualifiedName, _facts.LockCapacity).CountRowsAsync(insideTransaction: false, cancellationToken).ConfigureAwait(false)),
        CloseOwnSessions = async () => await _session.DisposeAsync().ConfigureAwait(false),
        EndingSessions = sessions => _request.Notices?.Invoke($"ending the sessions of others: {string.Join("; ", sessions)}"),
    };
}
