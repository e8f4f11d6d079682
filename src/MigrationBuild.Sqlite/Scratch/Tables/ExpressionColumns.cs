using MigrationBuild.Sql;
using MigrationBuild.Sqlite.Engine;
using MigrationBuild.Sqlite.Schemas;

namespace MigrationBuild.Sqlite.Scratch.Tables;

/// <summary>The columns that stand in the parts of an index, also inside expressions; not those of its WHERE.</summary>
internal static class ExpressionColumns
{
    public static IReadOnlyList<string> Of(string createIndex, IReadOnlyList<string> columns, ISqlDialect dialect)
    {
        var pieces = SqlPieces.Of(createIndex, dialect);
        while (!pieces.Accept("ON"))
            pieces.Take();
        pieces.TakeName();
        var names = pieces.TakeGroup().Where(piece => piece.IsName).Select(piece => piece.Name).ToHashSet(NameComparer.Instance);
        return [.. columns.Where(names.Contains)];
    }
}
