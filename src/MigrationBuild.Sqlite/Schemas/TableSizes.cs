using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Schemas;

/// <summary>Numbers of rows without counting them: the span of rowids, which is too high where rows were deleted in between.</summary>
internal static class TableSizes
{
    public static IReadOnlyDictionary<string, TableSize> Estimate(SqliteSession session, SchemaReader reader, IReadOnlyCollection<string> tables)
    {
        // What another module calls a row is its own affair.
        var asked = reader.UserObjects().Rows.Where(o => o is { Type: "table", Module: null } && tables.Contains(o.Name)).Select(o => o.Name);
        var schema = reader.ReadSchema();
        var sizes = new Dictionary<string, TableSize>(StringComparer.Ordinal);
        foreach (var table in asked)
        {
            var name = SqlText.Identifier(table);
            // The two ends by themselves: of one query with both the engine reads the whole table.
            var rows = session.Integer(schema.Find("table", table)!.Lines.Contains("without rowid")
                ? $"SELECT count(*) FROM main.{name}"
                : $"SELECT coalesce((SELECT max(_rowid_) FROM main.{name}) - (SELECT min(_rowid_) FROM main.{name}) + 1, 0)");
            sizes[table] = new TableSize(rows, null);
        }
        return sizes;
    }
}
