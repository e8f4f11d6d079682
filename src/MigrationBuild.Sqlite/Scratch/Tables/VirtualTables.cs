using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Tables;

/// <summary>Which virtual tables hold rows of their own that come back as they went in, and how each kind is emptied.</summary>
internal static class VirtualTables
{
    private static readonly HashSet<string> FullText = new(NameComparer.Instance) { "fts3", "fts4", "fts5" };

    /// <summary>Of the others some are views of other tables, some cannot be read here, some change what they are given.</summary>
    public static bool HoldsRows(MasterRow table) => IsFullText(table) && !NamesContent(table);

    public static bool IsFullText(MasterRow table) => table.Module is { } module && FullText.Contains(module);

    /// <summary>Null where there is nothing to empty, or nothing that can be.</summary>
    public static string? EmptyingStatement(MasterRow table)
    {
        var name = SqlText.Identifier(table.Name);
        if (table.Module is null || HoldsRows(table) || table.Module.StartsWith("rtree", StringComparison.OrdinalIgnoreCase))
            return $"DELETE FROM main.{name}";
        // The index of rows that are elsewhere, or nowhere: the rows are not deleted through it.
        return table.Module.Equals("fts5", StringComparison.OrdinalIgnoreCase) ? $"INSERT INTO main.{name} ({name}) VALUES ('delete-all')" : null;
    }

    // CREATE VIRTUAL TABLE f USING fts5(a, content='t'): the rows are another table's, or, with '', kept by nobody.
    private static bool NamesContent(MasterRow table)
    {
        var pieces = SqlPieces.Of(table.Sql, Sql.SqliteDialect.Instance).TakeRest();
        return pieces.Zip(pieces.Skip(1)).Any(pair => pair.First.Is("content") && pair.Second.IsSymbol('='));
    }
}
