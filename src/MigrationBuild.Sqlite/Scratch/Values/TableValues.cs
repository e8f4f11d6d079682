using MigrationBuild.Drivers;
using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scratch.Tables;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>Values for the columns of one table: those of their types, and those that the table's checks ask for.</summary>
internal sealed class TableValues(SqliteSession session, MasterRow table, ISqlDialect dialect, IReadOnlyList<ColumnFact> columns)
{
    private readonly CheckedValues _checked = new(session, table, dialect, [.. columns.Select(column => column.Name)]);

    private static readonly Dictionary<TextReading, string> OfTexts = new() { [TextReading.Json] = "'{}'", [TextReading.Numbers] = "'1'" };

    public IReadOnlyList<string> Of(ColumnFact column) => column.IsGenerated ? [] : _checked.Select(column.Name, TypeOf(column));

    public Func<int, string>? DistinctOf(ColumnFact column) => column.IsGenerated ? null : _checked.SelectSeries(column.Name, TypeOf(column));

    public IReadOnlyDictionary<TextReading, string> ReadingsOf(ColumnFact column) =>
        !column.IsGenerated && TypeOf(column).Kind == TypeKind.Text ? OfTexts : new Dictionary<TextReading, string>();

    // The columns of a virtual table have no type; those that are described here hold texts.
    private ColumnType TypeOf(ColumnFact column) => table.Module is null ? ColumnType.Parse(column.Type) : new ColumnType(TypeKind.Text, null, null);
}
