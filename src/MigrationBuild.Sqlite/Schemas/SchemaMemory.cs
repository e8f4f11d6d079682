using MigrationBuild.Schemas;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>What is known of a schema from having read it before, so that reading it again costs little. Of one database at a time.</summary>
internal sealed class SchemaMemory
{
    private readonly Dictionary<MasterRow, (MasterRow? Table, SchemaObject Object)> _printed = new(ReferenceEqualityComparer.Instance);
    private IReadOnlyList<MasterRow>? _rows;
    private Schema? _schema;

    public MasterRows Master { get; } = new();

    public UserObjects Objects { get; } = new();

    /// <summary>Whether a statement ran since <see cref="Objects"/> were read that can have changed the schema. Whoever keeps a memory must say so.</summary>
    public bool MayHaveChanged { get; set; } = true;

    /// <summary>The schema of the objects as they are known.</summary>
    public Schema SchemaOf(Func<MasterRow, SchemaObject> print)
    {
        if (_schema is null || !ReferenceEquals(_rows, Objects.Rows))
        {
            _schema = new Schema(Objects.Rows.Select(row => Printed(row, print)));
            _rows = Objects.Rows;
        }
        return _schema;
    }

    private SchemaObject Printed(MasterRow row, Func<MasterRow, SchemaObject> print)
    {
        // An index is printed with what its table says: the same row of an index may mean another one.
        var table = row.Type == "index" ? Objects.TableNamed(row.Table) : null;
        if (_printed.TryGetValue(row, out var known) && ReferenceEquals(known.Table, table))
            return known.Object;
        var made = print(row);
        _printed[row] = (table, made);
        return made;
    }
}
