using MigrationBuild.Drivers;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scratch.Rows;
using MigrationBuild.Sqlite.Scratch.Tables;
using MigrationBuild.Sqlite.Scripts;
using MigrationBuild.Sqlite.Snapshots;

namespace MigrationBuild.Sqlite.Scratch;

/// <summary>One scratch database in memory. The work itself is in the files and folders beside this.</summary>
internal sealed class SqliteScratchDatabase : IScratchDatabase
{
    private readonly ISqlDialect _dialect;
    private readonly TableReader _tables;
    private MemoryDatabase _database;
    private SqliteSession? _kept;

    public SqliteScratchDatabase(SqliteSession session, ISqlDialect dialect)
    {
        _dialect = dialect;
        _tables = new TableReader(dialect);
        _database = new MemoryDatabase(session, dialect, new SchemaMemory());
    }

    public IDatabase Session => _database;

    public string EngineVersion => _database.EngineVersion;

    public ScriptException? FindWayOut(MigrationScript script) => WayOut.Find(script, _dialect);

    public bool IsMissingHere(EngineException refusal) => MissingHere.Is(refusal);

    /// <summary>This engine cannot be watched: it has neither locks of single tables nor counts of what a statement reads.</summary>
    public async Task<IReadOnlyList<StatementObservation>> ExecuteObservedAsync(MigrationScript script, CancellationToken cancellationToken)
    {
        await _database.ExecuteAsync(script, cancellationToken).ConfigureAwait(false);
        return [];
    }

    /// <summary>Foreign keys are off where steps run, and there are no other deferred constraints. Only the tables are looked at that a step can have touched.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _database.Run(() =>
    {
        var touched = _database.Session.InTransaction ? _database.ReadTouched() : null;
        var tables = _tables.Read(_database.Session, _database.Reader.UserObjects());
        var checkedTables = tables.Where(t => touched is null || t.ForeignKeys.Any(k => touched.Contains(t.Name) || touched.Contains(k.Parent)));
        var violations = ForeignKeyCheck.Run(_database.Session, [.. checkedTables.Where(t => t.ForeignKeys.Count > 0).Select(t => t.Name)]);
        return violations.Count == 0 ? true : throw new EngineException($"it leaves rows whose foreign key points nowhere: {violations[0]}", null);
    }, cancellationToken);

    public Task<IReadOnlyList<ScratchTable>> ReadTablesAsync(CancellationToken cancellationToken) =>
        _database.Run(() => _tables.Read(_database.Session, _database.Reader.UserObjects()), cancellationToken);

    public Task<IReadOnlySet<string>?> ReadTouchedTablesAsync(CancellationToken cancellationToken) => _database.Run(_database.ReadTouched, cancellationToken);

    public Task<IReadOnlyList<TableRows>> ReadRowsAsync(IReadOnlyList<ScratchTable> tables, CancellationToken cancellationToken) => _database.Run(() =>
    {
        var objects = _database.Reader.UserObjects();
        return (IReadOnlyList<TableRows>)[.. tables.Select(table => RowReader.Read(_database.Session, table, objects))];
    }, cancellationToken);

    public Task<IReadOnlyList<string?>> TryAsync(IReadOnlyList<string> statements, CancellationToken cancellationToken) =>
        RunOutside(() => RowTrial.Run(_database.Session, statements), cancellationToken);

    public Task DeleteAllRowsAsync(CancellationToken cancellationToken) =>
        RunOutside(() => RowRemoval.Run(_database.Session, _database.Reader.UserObjects()), cancellationToken);

    public Task KeepAsync(CancellationToken cancellationToken) => RunOutside(() =>
    {
        _kept?.Dispose();
        _kept = Copy(_database.Session, cancellationToken);
        return true;
    }, cancellationToken);

    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        var kept = _kept ?? throw new InvalidOperationException("no state has been kept");
        var session = await Task.Run(() => Copy(kept, cancellationToken), cancellationToken).ConfigureAwait(false);
        var memory = _database.Memory;
        await _database.DisposeAsync().ConfigureAwait(false);
        memory.MayHaveChanged = true;
        _database = new MemoryDatabase(session, _dialect, memory);
    }

    public Task SaveAsync(string file, CancellationToken cancellationToken) => RunOutside(() =>
    {
        StateFile.Save(_database.Session, file, cancellationToken);
        return true;
    }, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _kept?.Dispose();
        return _database.DisposeAsync();
    }

    private Task<T> RunOutside<T>(Func<T> work, CancellationToken cancellation) => _database.Session.InTransaction
        ? throw new InvalidOperationException("this is not done inside a transaction")
        : _database.Run(work, cancellation);

    private static SqliteSession Copy(SqliteSession source, CancellationToken cancellation)
    {
        var copy = MemorySession.Open();
        try
        {
            PageCopy.Run(source, copy, null, cancellation);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
