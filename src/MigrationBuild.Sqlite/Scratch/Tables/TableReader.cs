using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Tables;

/// <summary>Describes the tables for the maker of rows. A table is described anew only where its text, its indexes' or its parents' has changed.</summary>
internal sealed class TableReader(ISqlDialect dialect)
{
    private readonly Dictionary<MasterRow, Known> _known = new(ReferenceEqualityComparer.Instance);
    private IReadOnlyList<MasterRow>? _rows;
    private IReadOnlyList<ScratchTable> _tables = [];

    public IReadOnlyList<ScratchTable> Read(SqliteSession session, UserObjects objects)
    {
        if (!ReferenceEquals(objects.Rows, _rows))
        {
            _tables = [.. objects.Rows.Where(HoldsRows).Select(row => Describe(session, row, objects))];
            _rows = objects.Rows;
        }
        return _tables;
    }

    private static bool HoldsRows(MasterRow row) => row.Type == "table" && (row.Module is null || VirtualTables.HoldsRows(row));

    private ScratchTable Describe(SqliteSession session, MasterRow row, UserObjects objects)
    {
        if (_known.TryGetValue(row, out var known) && known.Holds(row, objects))
            return known.Table;
        var table = new TableDescription(session, dialect, objects).Describe(row);
        var parents = table.ForeignKeys.Select(key => (key.Parent, objects.TableNamed(key.Parent))).ToArray();
        _known[row] = new Known(table, [.. objects.IndexesOf(row.Name)], parents);
        return table;
    }

    private sealed record Known(ScratchTable Table, MasterRow[] Indexes, (string Name, MasterRow? Row)[] Parents)
    {
        // The columns of a key that names no parent's columns are the parent's.
        public bool Holds(MasterRow row, UserObjects objects) =>
            objects.IndexesOf(row.Name).SequenceEqual(Indexes) && Parents.All(parent => ReferenceEquals(objects.TableNamed(parent.Name), parent.Row));
    }
}
