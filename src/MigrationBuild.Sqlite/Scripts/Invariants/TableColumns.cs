using MigrationBuild.Drivers;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scripts.Invariants;

/// <summary>The columns of a table or view, generated ones included (sqlite.org/pragma.html#pragma_table_xinfo).</summary>
/// <param name="Names">By their names.</param>
/// <param name="Key">Those of the primary key, in its order; empty where there is none.</param>
internal sealed record TableColumns(IReadOnlyList<string> Names, IReadOnlyList<string> Key)
{
    private const int HiddenInVirtualTable = 1;

    /// <exception cref="EngineException">There is no such table.</exception>
    public static TableColumns Read(SqliteSession session, string table)
    {
        var columns = session.Rows($"PRAGMA main.table_xinfo({SqlText.Identifier(table)})", row => (Name: row.Text(1)!, Key: row.Integer(5), Hidden: row.Integer(6)));
        if (columns.Count == 0)
            throw new EngineException($"no such table: main.{table}", null);
        return new(
            [.. columns.Where(c => c.Hidden != HiddenInVirtualTable).Select(c => c.Name).Order(StringComparer.Ordinal)],
            [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)]);
    }
}
