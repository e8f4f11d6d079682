using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>What the scratch database holds after the last committed step. Kept by reading again what a step may have changed, and nothing else.</summary>
internal sealed class ScratchWorld(IScratchDatabase database, bool comparesColumnOrder) : IAsyncDisposable
{
    private Dictionary<string, ScratchTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableRows> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public IScratchDatabase Database { get; private set; } = database;

    public IDatabase Session => Database.Session;

    /// <summary>As the engine has it, but for the moments at which statements ran.</summary>
    public Schema Schema { get; private set; } = new([]);

    /// <summary>In the form in which schemas are compared.</summary>
    public Schema ComparedSchema { get; private set; } = new([]);

    public IReadOnlyDictionary<string, ScratchTable> Tables => _tables;

    public TableRows? RowsOf(string table) => _rows.GetValueOrDefault(table);

    public bool HasRows => _rows.Values.Any(r => r.Rows.Count > 0);

    /// <summary>What is known now, for comparing after more steps.</summary>
    public WorldState State => new(Schema, ComparedSchema, Tables, new Dictionary<string, TableRows>(_rows, StringComparer.Ordinal));

    public Schema Compared(Schema schema) => SchemaEquivalence.Normalize(schema, comparesColumnOrder);

    /// <summary>Goes on with another database, of which nothing is known until it is read; the one before is gone.</summary>
    public async Task ReplaceAsync(IScratchDatabase other)
    {
        await Database.DisposeAsync().ConfigureAwait(false);
        Database = other;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Reads the schema, and the rows of the tables that a step touched and of those that changed with the schema.</summary>
    /// <param name="touched">Null: any may be.</param>
    public async Task ReadAsync(IReadOnlySet<string>? touched, CancellationToken cancellationToken)
    {
        var before = _tables;
        Schema = SchemaEquivalence.WithoutMoments(await Session.ReadSchemaAsync(cancellationToken).ConfigureAwait(false));
        ComparedSchema = Compared(Schema);
        _tables = (await Database.ReadTablesAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var gone in _rows.Keys.Where(t => !_tables.ContainsKey(t)).ToList())
            _rows.Remove(gone);
        await ReadRowsAsync(_tables.Keys.Where(t => touched is null || touched.Contains(t) || !_rows.ContainsKey(t) || HasOtherColumns(before, t)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What triggers did to other tables when rows were made is not seen; and some make tables and indexes, a partition for each row of
    /// another table for example. Those are no part of the schema that a migration is answerable for.
    /// </summary>
    public async Task ReadAfterFillingAsync(CancellationToken cancellationToken)
    {
        if (!Schema.Objects.Any(o => o.Kind.Contains("trigger", StringComparison.Ordinal) || o.Kind == "rule"))
            return;
        var before = Schema;
        await ReadAsync(null, cancellationToken).ConfigureAwait(false);
        _made.UnionWith(SchemaChange.Between(before, Schema).Set.Where(o => before.Find(o.Kind, o.Name) is null).Select(TitleOf));
    }

    /// <summary>The objects that are there because rows were made.</summary>
    public IReadOnlyList<string> Made => [.. _made.Order(StringComparer.Ordinal)];

    /// <summary>Takes over what another build found to be so.</summary>
    public void Resume(IEnumerable<string> made) => _made.UnionWith(made);

    /// <summary>Without the objects that are there because rows were made.</summary>
    public Schema WithoutMade(Schema schema) => _made.Count == 0 ? schema : new(schema.Objects.Where(o => !_made.Contains(TitleOf(o))));

    private static string TitleOf(SchemaObject item) => $"{item.Kind}\t{item.Name}";

    public async Task ReadRowsAsync(IEnumerable<string> tables, CancellationToken cancellationToken)
    {
        var names = tables.ToList();
        var rows = await Database.ReadRowsAsync([.. names.Select(name => _tables[name])], cancellationToken).ConfigureAwait(false);
        foreach (var (name, read) in names.Zip(rows))
            _rows[name] = read;
    }

    private bool HasOtherColumns(Dictionary<string, ScratchTable> before, string table) =>
        !before.TryGetValue(table, out var old) || !old.Columns.Select(c => c.Name).SequenceEqual(_tables[table].Columns.Select(c => c.Name), StringComparer.Ordinal);
}
