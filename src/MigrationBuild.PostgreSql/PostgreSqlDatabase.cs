using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using MigrationBuild.PostgreSql.Changes;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.PostgreSql.History;
using MigrationBuild.PostgreSql.Schemas;
using MigrationBuild.PostgreSql.Scripts;
using MigrationBuild.PostgreSql.Scripts.Invariants;
using MigrationBuild.PostgreSql.State;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using Npgsql;

namespace MigrationBuild.PostgreSql;

/// <summary>One session on one database. The work itself is in the folders beside this; here is in which order and on which connection.</summary>
internal sealed partial class PostgreSqlDatabase : IDatabase
{
    private readonly string _connectionString;
    private readonly ConnectionRequest _request;
    private readonly ISqlDialect _dialect;
    private readonly SessionSettings _settings;
    private readonly HistoryTable _history;
    private readonly ForeignChanges _changes;
    private readonly PreparedBatches _prepared = new();
    private Session _session;
    private Session? _schemaReadOn;
    private ServerFacts _facts;
    private bool _inTransaction;
    private bool _holdsLock;
    private bool _lostLock;

    private PostgreSqlDatabase(NpgsqlConnectionStringBuilder builder, ConnectionRequest request, ISqlDialect dialect, Session session, ServerFacts facts)
    {
        _connectionString = builder.ConnectionString;
        DisplayName = ConnectionText.Describe(builder);
        Name = builder.Database!;
        _request = request;
        _dialect = dialect;
        _session = session;
        _facts = facts;
        _settings = new SessionSettings(facts.Capabilities, request.LockTimeout, facts.IsBehindPooler);
        _history = new HistoryTable(facts.HistorySchema ?? throw ConnectionText.Unusable($"{DisplayName}: the search path leads to no schema that is there, so the history has no place; name one (Search Path=…)"));
        _changes = new ForeignChanges(facts.Capabilities);
    }

    public string DisplayName { get; }

    public string Name { get; }

    public string EngineVersion => _facts.Version;

    public string? WhyTransactionalOnly => _facts.IsBehindPooler
        ? "the connection leads through a pooler that gives every transaction another session, so that no lock could be held around a step outside a transaction; connect to the server itself"
        : null;

    public static async Task<PostgreSqlDatabase> OpenAsync(ConnectionRequest request, ISqlDialect dialect, CancellationToken cancellationToken)
    {
        var builder = ConnectionText.Parse(request.ConnectionString);
        var login = builder.ConnectionString;
        if (request.Role is { } role)
            ConnectionRole.Add(builder, role);
        Session? session = null;
        try
        {
            session = await Session.OpenAsync(builder.ConnectionString, request.Notices, cancellationToken).ConfigureAwait(false);
            var facts = await ServerFacts.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            var database = new PostgreSqlDatabase(builder, request, dialect, session, facts);
            if (!facts.IsBehindPooler)
                await session.ExecuteAsync(database._settings.Reset(), cancellationToken).ConfigureAwait(false);
            if (facts.IsSuperuser && !request.ReadOnly)
                request.Notices?.Invoke($"{database.DisplayName} is a superuser, whom nothing stops; a role that owns the schema is enough");
            FaultPoint.Reach("postgresql.opened");
            return database;
        }
        catch (Exception e)
        {
            if (session is not null)
                await session.DisposeAsync().ConfigureAwait(false);
            if (e is PostgresException && session is null && request.Role is { } refused
                && await ConnectionRole.ExplainAsync(login, refused, ConnectionText.Describe(builder), cancellationToken).ConfigureAwait(false) is { } why)
            {
                throw why;
            }
            if (e is not MigrationException && ServerErrors.ToEngineException(e) is { } reason)
                throw ConnectionText.Unusable($"{ConnectionText.Describe(builder)} cannot be opened: {reason.Message}", reason);
            throw;
        }
    }

    public bool NeedsSnapshot(bool isTransactional) => !isTransactional;

    public TransactionSplit Split(IReadOnlyList<MigrationScript> scripts) => TransactionParts.Of(scripts, _dialect, _facts.LockCapacity);

    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Run(() => Content.IsEmptyAsync(cancellationToken));

    public Task<IReadOnlyList<HistoryRow>?> ReadHistoryAsync(CancellationToken cancellationToken) => Run(() => _history.ReadAsync(_session, cancellationToken));

    public Task AppendHistoryAsync(HistoryRow row, CancellationToken cancellationToken) => Run(() => AppendAsync(row, cancellationToken));

    public Task BeginAsync(CancellationToken cancellationToken) => Run(() => BeginTransactionAsync(cancellationToken));

    public Task CommitAsync(CancellationToken cancellationToken) => Run(() => CommitTransactionAsync(cancellationToken));

    public Task RollbackAsync() => Run(RollbackTransactionAsync, mayHaveLostTransaction: true);

    public Task ExecuteAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => ExecuteScriptAsync(script, null, cancellationToken));

    public Task<string?> CleanUpAsync(MigrationScript script, CancellationToken cancellationToken) => Run(() => Runner(script).CleanUpAsync(cancellationToken));

    public Task VerifyAsync(MigrationScript script, CancellationToken cancellationToken) =>
        Run(() => TakenBackAsync(() => Runner(script).CheckAsync(cancellationToken), cancellationToken));

    public Task<string?> ScalarAsync(string query, CancellationToken cancellationToken) =>
        ReadOnlyAsync(() => ScalarQuery.RunAsync(_session, _dialect, query, cancellationToken), cancellationToken);

    public Task<TimeSpan> TimeQueryAsync(string query, TimeSpan limit, CancellationToken cancellationToken) =>
        ReadOnlyAsync(() => QueryTimer.RunAsync(_session, _dialect, query, limit, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Damage>> FindDamageAsync(bool readRows, CancellationToken cancellationToken) => ReadOnlyAsync<IReadOnlyList<Damage>>(async () =>
    {
        var damage = await UnfinishedObjects.FindAsync(_session, cancellationToken).ConfigureAwait(false);
        var orphans = readRows ? await OrphanQueries.FindAsync(_session, cancellationToken).ConfigureAwait(false) : [];
        return [.. damage, .. orphans.Select(line => new Damage(DamageKind.Orphans, line))];
    }, cancellationToken);

    public Task<IReadOnlyList<string>> FindForeignKeyViolationsAsync(CancellationToken cancellationToken) =>
        Run(() => FindDeferredViolationsAsync(cancellationToken));

    public Task<Schema> ReadSchemaAsync(CancellationToken cancellationToken) => Run(() => ReadSchemaTextAsync(cancellationToken));

    public Task<(Schema Expected, Schema Actual)> MakeComparableAsync(Schema expected, Schema actual, CancellationToken cancellationToken) => Run(async () =>
    {
        var environment = await SchemaEnvironment.ReadAsync(_session, _history.QualifiedName, _history.Schema, cancellationToken).ConfigureAwait(false);
        return new ComparableSchemas(environment).Make(expected, actual);
    });

    public Task<IReadOnlyDictionary<string, TableSize>> EstimateSizesAsync(IReadOnlyCollection<string> tables, CancellationToken cancellationToken) =>
        Run(() => Content.EstimateSizesAsync(tables, cancellationToken));

    public Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken) => Run(async () => new DatabaseState(
        (await ReadSchemaTextAsync(cancellationToken).ConfigureAwait(false)).Fingerprint,
        await Content.CountRowsAsync(_inTransaction, cancellationToken).ConfigureAwait(false)));

    public Task<string> ReadForeignChangeMarkAsync(CancellationToken cancellationToken) => Run(() => _changes.ReadMarkAsync(_session, cancellationToken));

    public async ValueTask DisposeAsync() => await _session.DisposeAsync().ConfigureAwait(false);

    private DatabaseContent Content => new(_session, _history.QualifiedName, _facts.LockCapacity);

    private ScriptRunner Runner(MigrationScript script, Func<int, CancellationToken, Task>? afterEach = null) =>
        new(_session, _facts, _settings, _request, _connectionString, _dialect, _changes, script) { AfterEach = afterEach };

    private async Task AppendAsync(HistoryRow row, CancellationToken cancellationToken)
    {
        RequireLockNotLost();
        if (_inTransaction)
        {
            FaultPoint.Reach("postgresql.history.before");
            await _history.AppendAsync(_session, row, cancellationToken).ConfigureAwait(false);
            FaultPoint.Reach("postgresql.history.after");
            return;
        }
        await BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            FaultPoint.Reach("postgresql.history.alone");
            await _history.AppendAsync(_session, row, cancellationToken).ConfigureAwait(false);
            await CommitTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (!_session.IsBroken)
        {
            await RollbackTransactionAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ExecuteScriptAsync(MigrationScript script, Func<int, CancellationToken, Task>? afterEach, CancellationToken cancellationToken)
    {
        if (script.Transactional != _inTransaction)
        {
            throw new InvalidOperationException(
                script.Transactional ? "a transactional script needs an open transaction" : "a script with 'transaction none' must run outside a transaction");
        }
        RequireLockNotLost();
        if (script.Transactional)
            await Runner(script, afterEach).RunInTransactionAsync(cancellationToken).ConfigureAwait(false);
        else if (WhyTransactionalOnly is { } reason)
            throw new EngineException(reason, null);
        else
            await Runner(script, afterEach).RunOutsideAsync(cancellationToken).ConfigureAwait(false);
        await RequireLockKeptAsync(script, cancellationToken).ConfigureAwait(false);
    }

    // A constraint that is checked at COMMIT would make COMMIT itself fail, and say so too late to tell whose fault it is. Asked inside a
    // savepoint, it stays deferred for the steps to come.
    private async Task<IReadOnlyList<string>> FindDeferredViolationsAsync(CancellationToken cancellationToken)
    {
        if (!_inTransaction)
            return [];
        try
        {
            await TakenBackAsync(() => _session.ExecuteAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken), cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (PostgresException e) when (e.SqlState == ServerErrors.ForeignKeyViolation)
        {
            return [ServerErrors.Describe(e)];
        }
    }

    // Planning takes most of the time: a session that reads the schema again keeps its plans. A pooler gives the next transaction another session.
    private async Task<Schema> ReadSchemaTextAsync(CancellationToken cancellationToken)
    {
        if (_facts.IsBehindPooler || _schemaReadOn != _session)
        {
            _schemaReadOn = _session;
            return await PostgreSqlSchemaReader.ReadAsync(_session.Connection, _history.QualifiedName, cancellationToken).ConfigureAwait(false);
        }
        var batch = await _prepared.GetAsync(_session, "schema", b => PostgreSqlSchemaReader.Fill(b, _history.QualifiedName), cancellationToken).ConfigureAwait(false);
        return await PostgreSqlSchemaReader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks something that must not change anything.</summary>
    private Task<T> ReadOnlyAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) => Run(async () =>
    {
        var answer = default(T)!;
        await TakenBackAsync(async () =>
        {
            await _session.ExecuteAsync("SET TRANSACTION READ ONLY", cancellationToken).ConfigureAwait(false);
            answer = await ask().ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        return answer;
    });

    /// <summary>Does something and undoes it, without touching the open transaction, if there is one.</summary>
    private async Task TakenBackAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        const string savepoint = "migrationbuild_look";
        var nested = _inTransaction;
        await _session.ExecuteAsync(nested ? $"SAVEPOINT {savepoint}" : "BEGIN", cancellationToken).ConfigureAwait(false);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            if (!_session.IsBroken)
                await _session.ExecuteAsync(nested ? [$"ROLLBACK TO SAVEPOINT {savepoint}", $"RELEASE SAVEPOINT {savepoint}"] : ["ROLLBACK"], CancellationToken.None).ConfigureAwait(false);
        }
    }
}
