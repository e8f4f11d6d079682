using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>What stands between SELECT and FROM. Reads nothing: the place stays at SELECT.</summary>
internal static class SelectListReader
{
    /// <summary>Whether it begins with `*` or `t.*`.</summary>
    public static bool IsStar(TokenReader reader)
    {
        var from = reader.Position;
        SkipSelect(reader);
        var isStar = reader.IsSymbol("*") || (reader.TryObjectName() is null && reader.TryName() is not null && reader.TrySymbol(".") && reader.IsSymbol("*"));
        reader.Position = from;
        return isStar;
    }

    /// <summary>The columns, null in place of what is no plain one; empty where no SELECT comes next.</summary>
    public static IReadOnlyList<SqlName?> Columns(TokenReader reader)
    {
        var from = reader.Position;
        var columns = new List<SqlName?>();
        if (SkipSelect(reader))
        {
            do
            {
                columns.Add(PlainColumn(reader));
                reader.SkipUntil(r => r.IsSymbol(",") || r.IsOneOf("FROM", "WHERE", "UNION", "INTERSECT", "EXCEPT", "ORDER", "LIMIT"));
            }
            while (reader.TrySymbol(","));
        }
        reader.Position = from;
        return columns;
    }

    private static bool SkipSelect(TokenReader reader)
    {
        if (!reader.Try("SELECT"))
            return false;
        if (!reader.Try("DISTINCT"))
            reader.Try("ALL");
        return true;
    }

    private static SqlName? PlainColumn(TokenReader reader)
    {
        // SQLite takes a string for a name, but not here.
        if (reader.Current.Kind == SqlTokenKind.String || reader.TryObjectName() is not { } column)
            return null;
        return reader.AtEnd || reader.IsSymbol(",") || reader.IsSymbol(")") || reader.IsOneOf("FROM", "AS") ? column.Name : null;
    }
}
