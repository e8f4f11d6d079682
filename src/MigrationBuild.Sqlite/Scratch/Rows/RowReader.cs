using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;
using MigrationBuild.Sqlite.Scratch.Tables;

namespace MigrationBuild.Sqlite.Scratch.Rows;

/// <summary>Reads a table's rows as literals.</summary>
internal static class RowReader
{
    public static TableRows Read(SqliteSession session, ScratchTable table, UserObjects objects)
    {
        // A full text index knows its documents by their numbers alone.
        var numbered = objects.TableNamed(table.Name) is { } found && VirtualTables.IsFullText(found);
        var columns = table.Columns.Select(column => column.Name).ToList();
        // Qualified, because the engine takes a name that it does not know for a text (sqlite.org/quirks.html#dblquote).
        var sources = table.Columns.Select(column => $"t.{column.Sql}").ToList();
        if (numbered)
        {
            columns.Insert(0, "rowid");
            sources.Insert(0, "t.rowid");
        }
        var rows = session.Rows($"SELECT {string.Join(", ", sources)} FROM main.{table.Sql} AS t", row => ReadRow(session, row, columns.Count));
        return new TableRows(columns, rows);
    }

    private static IReadOnlyList<string> ReadRow(SqliteSession session, SqliteStatement row, int count)
    {
        var values = new string[count];
        for (var i = 0; i < count; i++)
            values[i] = RowLiteral.Of(session, row, i);
        return values;
    }
}
