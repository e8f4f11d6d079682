using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>The conditions of a table's CHECK constraints, wherever they stand in its text.</summary>
internal static class TableChecks
{
    public static IReadOnlyList<TableCheck> Of(string createTable, IReadOnlyList<string> columns, ISqlDialect dialect)
    {
        var checks = new List<TableCheck>();
        var pieces = SqlPieces.Of(createTable, dialect);
        while (!pieces.AtEnd)
        {
            if (!pieces.Take().Is("CHECK") || !pieces.Current.IsSymbol('('))
                continue;
            var condition = pieces.TakeGroup();
            var named = condition.Where(piece => piece.IsName).Select(piece => piece.Name).ToHashSet(NameComparer.Instance);
            checks.Add(new TableCheck(condition, [.. columns.Where(named.Contains)]));
        }
        return checks;
    }
}
