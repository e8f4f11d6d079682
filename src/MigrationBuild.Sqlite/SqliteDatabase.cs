using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.History;
using MigrationBuild.Sqlite.Locks;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scripts;
using MigrationBuild.Sqlite.Snapshots;

namespace MigrationBuild.Sqlite;

/// <summary>One session on one file. The work itself is in the folders beside this; here is in which order and on which connection.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private readonly SqliteTarget _target;
    private readonly ConnectionRequest _request;
    private readonly ISqlDialect _dialect;
    private bool _createdHere;
    private SqliteSession _session;
    private ForeignChanges? _others;

    private SqliteDatabase(SqliteTarget target, ConnectionRequest request, ISqlDialect dialect, bool createdHere, SqliteSession session)
    {
        _target = target;
        _request = request;
        _dialect = dialect;
        _createdHere = createdHere;
        _session = session;
    }

    public string DisplayName => _target.DisplayPath;

    public string Name => Path.GetFileName(DisplayName);

    public string EngineVersion => $"SQLite {SqliteSession.LibraryVersion}";

    public static SqliteDatabase Open(ConnectionRequest request, ISqlDialect dialect, CancellationToken cancellation)
    {
        var target = SqliteTarget.Parse(request.ConnectionString);
        var exists = SqliteOpener.Check(target, request);
        var session = SqliteOpener.Open(target, request.ReadOnly, exists, request.LockTimeout, request.ForRestore, cancellation);
        return new SqliteDatabase(target, request, dialect, !exists && !request.ReadOnly, session);
    }

    public async Task<IAsyncDisposable> LockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken)
    {
        var taken = await DeploymentLock.TakeAsync(_target.Path, timeout, owner, cancellationToken).ConfigureAwait(false);
        try
        {
            // While this waited, the holder may have deleted a file that it had made, or put another into its place.
            Reopen(cancellationToken);
            FaultPoint.Reach("sqlite.lock.reopened");
            return taken;
        }
        catch
        {
            await taken.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<string?> FindLockHolderAsync(CancellationToken cancellationToken) => Task.FromResult(DeploymentLock.FindHolder(_target.Path));

    public IReadOnlyList<string> RestoreByHand(string file) => HandRestore.Commands(_target.Path, file);

    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Run(() => Reader.IsEmpty(), cancellationToken);

    public Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(CancellationToken cancellationToken) =>
        Run(() => HistoryTable.Read(_session), cancellationToken);

    public Task AppendHistoryAsync(HistoryRow row, CancellationToken cancellationToken) =>
        Run(() => Append(row), cancellationToken);

    public Task BeginAsync(CancellationToken cancellationToken) => Run(Steps.Begin, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => Run(Steps.Commit, cancellationToken);

    public Task RollbackAsync() => Run(Steps.Rollback, CancellationToken.None);

    public Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => Steps.Execute(script, cancellationToken), cancellationToken);

    public Task VerifyAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => Steps.Verify(script, cancellationToken), cancellationToken);

    public Task<string?> ScalarAsync(string query, CancellationToken cancellationToken) => Run(() => ScalarQuery.Run(_session, query), cancellationToken);

    public Task<IReadOnlyList<string>> FindForeignKeyViolationsAsync(CancellationToken cancellationToken) =>
        Run(() => ForeignKeyCheck.Run(_session), cancellationToken);

    public Task<IReadOnlyList<Damage>> FindDamageAsync(bool readRows, CancellationToken cancellationToken) =>
        Run(() => readRows ? DamageReader.Read(_session) : [], cancellationToken);

    public Task<TimeSpan> TimeQueryAsync(string query, TimeSpan limit, CancellationToken cancellationToken) =>
        Run(() => QueryTimer.Run(_session, query, limit, cancellationToken), cancellationToken);

    public Task<Schema> ReadSchemaAsync(CancellationToken cancellationToken) => Run(() => Reader.ReadSchema(), cancellationToken);

    public Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken) =>
        Run(() => TableSizes.Estimate(_session, Reader, tables), cancellationToken);

    public Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken) => Run(() => Reader.ReadState(), cancellationToken);

    public Task<string> ReadForeignChangeMarkAsync(CancellationToken cancellationToken) => Run(ReadMark, cancellationToken);

    public Task<long> EstimateSnapshotSizeAsync(CancellationToken cancellationToken) =>
        Run(() => _session.Integer("PRAGMA main.page_count") * _session.Integer("PRAGMA main.page_size"), cancellationToken);

    public Task WriteSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => new SnapshotWriter(_target.Path, _dialect, _request.LockTimeout).Write(file, progress, cancellationToken), cancellationToken);

    public Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken) =>
        Run<DatabaseState?>(() => SnapshotFile.ReadState(file, _dialect, cancellationToken), cancellationToken);

    public Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => Restore(file, null, progress, cancellationToken), cancellationToken);

    public Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Run(() => Restore(file, mark, progress, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        StopWatching();
        var leftEmpty = _createdHere && IsLeftEmpty();
        _session.Dispose();
        if (leftEmpty)
            await EmptyFile.DeleteAsync(_target.Path).ConfigureAwait(false);
    }

    private SchemaReader Reader => new(_session, _dialect);

    private SessionSteps Steps => new(_session, _dialect, DisplayName, _request.ReadOnly, () => _others?.Count());

    private void Restore(string file, string? mark, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var snapshot = SnapshotFile.Open(file, cancellation);
        using var limit = snapshot.Limit(cancellation);
        try
        {
            SqliteOpener.Prepare(_session, readOnly: false);
            if (_request.ForRestore && !SnapshotFile.IsSound(_session))
                KeepDamaged(cancellation);
        }
        catch (EngineException e) when (e.Trouble == EngineTrouble.Damaged)
        {
            StopWatching();
            _session.Dispose();
            DamagedDatabase.ReplaceBy(snapshot, _target.Path, cancellation);
            Reopen(cancellation);
        }
        using var target = _session.Limit(cancellation);
        // Last of all: checking a large snapshot takes long enough for others to write.
        if (mark is not null && ReadMark() != mark)
            throw SqliteErrors.IsBusy("another connection has written to the database meanwhile, which restoring would lose");
        StopWatching();
        FaultPoint.Reach("sqlite.restore.opened");
        new SnapshotRestorer(snapshot, _session, _dialect).Restore(progress, cancellation);
    }

    private void Append(HistoryRow row)
    {
        FaultPoint.Reach("sqlite.history.before");
        HistoryTable.Append(_session, row);
        FaultPoint.Reach("sqlite.history.after");
        if (!_session.InTransaction)
            _others?.Count();
    }

    private string ReadMark() =>
        (_others ??= new ForeignChanges(_session, _target.Path)).Count().ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A second connection would be in the way of what needs the database alone.
    private void StopWatching()
    {
        _others?.Dispose();
        _others = null;
    }

    private void KeepDamaged(CancellationToken cancellation)
    {
        StopWatching();
        _session.Dispose();
        DamagedDatabase.Keep(_target.Path);
        Reopen(cancellation);
        SqliteOpener.Prepare(_session, readOnly: false);
    }

    private void Reopen(CancellationToken cancellation)
    {
        StopWatching();
        _session.Dispose();
        var exists = File.Exists(_target.Path);
        _createdHere |= !exists && !_request.ReadOnly;
        _session = SqliteOpener.Open(_target, _request.ReadOnly, exists, _request.LockTimeout, _request.ForRestore, cancellation);
    }

    private bool IsLeftEmpty()
    {
        // A transaction that is still open ends with the connection, as if it had been rolled back.
        Steps.Rollback();
        return File.Exists(_target.Path) && EmptyFile.HoldsNothing(_session);
    }

    private Task Run(Action work, CancellationToken cancellation) => Run(() =>
    {
        work();
        return true;
    }, cancellation);

    // Off the caller's thread, so that it can cancel.
    private Task<T> Run<T>(Func<T> work, CancellationToken cancellation) => Task.Run(() =>
    {
        using var limit = _session.Limit(cancellation);
        return work();
    }, cancellation);
}
