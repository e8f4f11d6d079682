using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Schemas;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.PostgreSql.Proofs;

/// <summary>
/// The session of a scratch database: the one of a deployment, which besides knows the tables as the transaction found them, and makes
/// roles that are missing where the server is its own.
/// </summary>
/// <param name="roles">Null where the server is somebody's: nothing is made on it outside the database.</param>
internal sealed class ScratchSession(PostgreSqlDatabase inner, MissingRoles? roles) : IDatabase
{
    public PostgreSqlDatabase Inner => inner;

    public PreparedBatches Prepared { get; } = new();

    /// <summary>The tables as they were when the open transaction began.</summary>
    public TableMarks? MarksAtBegin { get; private set; }

    public string DisplayName => inner.DisplayName;

    public string Name => inner.Name;

    public string EngineVersion => inner.EngineVersion;

    public string? WhyTransactionalOnly => inner.WhyTransactionalOnly;

    public bool NeedsSnapshot(bool isTransactional) => inner.NeedsSnapshot(isTransactional);

    public TransactionSplit Split(IReadOnlyList<MigrationScript> scripts) => inner.Split(scripts);

    public Task<IAsyncDisposable> LockAsync(TimeSpan timeout, string owner, CancellationToken cancellationToken) => inner.LockAsync(timeout, owner, cancellationToken);

    public Task<string?> FindLockHolderAsync(CancellationToken cancellationToken) => inner.FindLockHolderAsync(cancellationToken);

    public IReadOnlyList<string> RestoreByHand(string file) => inner.RestoreByHand(file);

    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => inner.IsEmptyAsync(cancellationToken);

    public Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(CancellationToken cancellationToken) => inner.ReadHistoryAsync(cancellationToken);

    public Task AppendHistoryAsync(HistoryRow row, CancellationToken cancellationToken) => inner.AppendHistoryAsync(row, cancellationToken);

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await inner.BeginAsync(cancellationToken).ConfigureAwait(false);
        MarksAtBegin = await inner.AskAsync(session => TableMarks.ReadAsync(session, inner.HistoryName, cancellationToken)).ConfigureAwait(false);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

    public Task RollbackAsync() => inner.RollbackAsync();

    public Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken) =>
        WithRolesAsync(() => inner.ExecuteAsync(script, cancellationToken), cancellationToken);

    /// <summary>As <see cref="ExecuteAsync"/>, with a look after each statement.</summary>
    /// <param name="start">Called before the first statement; again where the script has to begin again.</param>
    public Task ExecuteWatchedAsync(
        MigrationScript script, Func<Task> start, Func<int, CancellationToken, Task> afterEach, CancellationToken cancellationToken) =>
        WithRolesAsync(async () =>
        {
            await start().ConfigureAwait(false);
            await inner.ExecuteWatchedAsync(script, afterEach, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task VerifyAsync(MigrationScript script, CancellationToken cancellationToken) => inner.VerifyAsync(script, cancellationToken);

    public Task<string?> ScalarAsync(string query, CancellationToken cancellationToken) => inner.ScalarAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindForeignKeyViolationsAsync(CancellationToken cancellationToken) => inner.FindForeignKeyViolationsAsync(cancellationToken);

    public Task<IReadOnlyList<Damage>> FindDamageAsync(bool readRows, CancellationToken cancellationToken) => inner.FindDamageAsync(readRows, cancellationToken);

    public Task<TimeSpan> TimeQueryAsync(string query, TimeSpan limit, CancellationToken cancellationToken) => inner.TimeQueryAsync(query, limit, cancellationToken);

    public Task<Schema> ReadSchemaAsync(CancellationToken cancellationToken) => inner.AskAsync(async session =>
    {
        var batch = await Prepared.GetAsync(session, "schema", b => PostgreSqlSchemaReader.Fill(b, inner.HistoryName), cancellationToken).ConfigureAwait(false);
        return await PostgreSqlSchemaReader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
    });

    public Task<(Schema Expected, Schema Actual)> MakeComparableAsync(Schema expected, Schema actual, CancellationToken cancellationToken) =>
        inner.MakeComparableAsync(expected, actual, cancellationToken);

    public Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken) =>
        inner.EstimateSizesAsync(tables, cancellationToken);

    public Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken) => inner.ReadStateAsync(cancellationToken);

    public Task<string> ReadForeignChangeMarkAsync(CancellationToken cancellationToken) => inner.ReadForeignChangeMarkAsync(cancellationToken);

    public Task WriteSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => inner.WriteSnapshotAsync(file, progress, cancellationToken);

    public Task<DatabaseState?> ReadSnapshotStateAsync(string file, CancellationToken cancellationToken) => inner.ReadSnapshotStateAsync(file, cancellationToken);

    public Task RestoreSnapshotAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => inner.RestoreSnapshotAsync(file, progress, cancellationToken);

    public Task RestoreSnapshotUnlessChangedAsync(string file, string mark, IProgress<double>? progress, CancellationToken cancellationToken) =>
        inner.RestoreSnapshotUnlessChangedAsync(file, mark, progress, cancellationToken);

    public Task<long> EstimateSnapshotSizeAsync(CancellationToken cancellationToken) => inner.EstimateSnapshotSizeAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task WithRolesAsync(Func<Task> run, CancellationToken cancellationToken)
    {
        if (roles is null)
        {
            await run().ConfigureAwait(false);
            return;
        }
        const string savepoint = "migrationbuild_roles";
        var isNested = inner.IsInTransaction;
        if (isNested)
            await SayAsync($"SAVEPOINT {savepoint}").ConfigureAwait(false);
        while (true)
        {
            try
            {
                await run().ConfigureAwait(false);
                break;
            }
            // What ran outside a transaction stays, and would fail when it ran again.
            catch (ScriptException e) when (isNested && MissingRoles.NameIn(e) is { } role && roles.IsNew(role))
            {
                await SayAsync($"ROLLBACK TO SAVEPOINT {savepoint}").ConfigureAwait(false);
                await roles.CreateAsync(role, cancellationToken).ConfigureAwait(false);
            }
        }
        if (isNested)
            await SayAsync($"RELEASE SAVEPOINT {savepoint}").ConfigureAwait(false);

        Task SayAsync(string sql) => inner.AskAsync(async session =>
        {
            await session.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }
}
