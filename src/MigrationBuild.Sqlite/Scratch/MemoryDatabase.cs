using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.History;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scripts;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>
/// A database in memory as the steps of a chain see it. They run as on a file; what is about other sessions and about copies to go back to has
/// no meaning where nobody else can come and nothing stays.
/// </summary>
internal sealed class MemoryDatabase : IDatabase
{
    private readonly ISqlDialect _dialect;
    private readonly ScratchWatch _watch;
    private readonly SessionSteps _steps;

    /// <param name="memory">Of what the session holds now.</param>
    public MemoryDatabase(SqliteSession session, ISqlDialect dialect, SchemaMemory memory)
    {
        Session = session;
        _dialect = dialect;
        Memory = memory;
        _watch = ScratchWatch.Over(session, memory);
        _steps = new SessionSteps(session, dialect, DisplayName, readOnly: false);
    }

    public string DisplayName => "the scratch database";

    public string Name => "scratch";

    public string EngineVersion => $"SQLite {SqliteSession.LibraryVersion}";

    public SqliteSession Session { get; }

    public SchemaMemory Memory { get; }

    public SchemaReader Reader => new(Session, _dialect, Memory);

    public Task<IAsyncDisposable> LockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody else can reach a scratch database, so there is nothing to lock");

    public Task<string?> FindLockHolderAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public IReadOnlyList<string> RestoreByHand(string file) => throw HasNoSnapshots();

    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Run(() => Reader.IsEmpty(), cancellationToken);

    public Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(CancellationToken cancellationToken) =>
        Run(() => HistoryTable.Read(Session), cancellationToken);

    public Task AppendHistoryAsync(HistoryRow row, CancellationToken cancellationToken) => Run(() => HistoryTable.Append(Session, row), cancellationToken);

    public Task BeginAsync(CancellationToken cancellationToken) => Run(Begin, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => Run(_steps.Commit, cancellationToken);

    public Task RollbackAsync() => Run(_steps.Rollback, CancellationToken.None);

    public Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => _steps.Execute(script, cancellationToken), cancellationToken);

    public Task VerifyAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => _steps.Verify(script, cancellationToken), cancellationToken);

    public Task<string?> ScalarAsync(string query, CancellationToken cancellationToken) => Run(() => ScalarQuery.Run(Session, query), cancellationToken);

    public Task<IReadOnlyList<string>> FindForeignKeyViolationsAsync(CancellationToken cancellationToken) =>
        Run(() => ForeignKeyCheck.Run(Session), cancellationToken);

    public Task<IReadOnlyList<Damage>> FindDamageAsync(bool readRows, CancellationToken cancellationToken) =>
        Run(() => readRows ? DamageReader.Read(Session) : [], cancellationToken);

    public Task<TimeSpan> TimeQueryAsync(string query, TimeSpan limit, CancellationToken cancellationToken) =>
        Run(() => QueryTimer.Run(Session, query, limit, cancellationToken), cancellationToken);

    public Task<Schema> ReadSchemaAsync(CancellationToken cancellationToken) => Run(() => Reader.ReadSchema(), cancellationToken);

    public Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken) =>
        Run(() => TableSizes.Estimate(Session, Reader, tables), cancellationToken);

    public Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken) => Run(() => Reader.ReadState(), cancellationToken);

    /// <summary>Always the same: no other session can commit anything here.</summary>
    public Task<string> ReadForeignChangeMarkAsync(CancellationToken cancellationToken) => Task.FromResult("0");

    public Task WriteSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => throw HasNoSnapshots();

    public Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken) => throw HasNoSnapshots();

    public Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => throw HasNoSnapshots();

    public Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken) =>
        throw HasNoSnapshots();

    public Task<long> EstimateSnapshotSizeAsync(CancellationToken cancellationToken) => throw HasNoSnapshots();

    /// <summary>As <see cref="IScratchDatabase.ReadTouchedTablesAsync"/>.</summary>
    public IReadOnlySet<string>? ReadTouched() => Session.InTransaction ? _watch.TouchedSince(Reader.UserObjects().Rows) : null;

    /// <summary>Off the caller's thread, so that it can cancel.</summary>
    public Task<T> Run<T>(Func<T> work, CancellationToken cancellation) => Task.Run(() =>
    {
        using var limit = Session.Limit(cancellation);
        return work();
    }, cancellation);

    public Task Run(Action work, CancellationToken cancellation) => Run(() =>
    {
        work();
        return true;
    }, cancellation);

    public ValueTask DisposeAsync()
    {
        Session.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Begin()
    {
        _watch.Restart(Reader.UserObjects().Rows);
        _steps.Begin();
    }

    private static NotSupportedException HasNoSnapshots() =>
        new("a scratch database has no snapshots: it is kept and saved by IScratchDatabase");
}
