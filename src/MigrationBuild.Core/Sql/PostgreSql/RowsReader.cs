using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>What changes rows: what every engine has, and MERGE, TRUNCATE, COPY, SELECT … INTO.</summary>
internal static class RowsReader
{
    /// <summary>Null where it is none of these.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Is("WITH"))
            return ChangeReader.TrySkipQueries(reader) ? TryRead(reader, start) ?? new OtherStatement(start, "WITH") : null;
        if (reader.Try("MERGE", "INTO"))
            return reader.TryObjectName() is { } merged ? new MergeRows(start, merged) : null;
        if (reader.Try("TRUNCATE"))
            return Truncate(reader, start);
        if (reader.Try("COPY"))
            return Copy(reader, start);
        return reader.Is("SELECT") ? SelectInto(reader, start) : ChangeReader.TryRead(reader, start);
    }

    private static Truncate? Truncate(TokenReader reader, int start)
    {
        reader.Try("TABLE");
        var tables = new List<ObjectName>();
        do
        {
            reader.Try("ONLY");
            if (reader.TryObjectName() is not { } table)
                return null;
            reader.TrySymbol("*");
            tables.Add(table);
        }
        while (reader.TrySymbol(","));
        return new Truncate(start, tables, reader.HasAhead("CASCADE"));
    }

    private static Statement? Copy(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } table)
            return new OtherStatement(start, "COPY");
        var columns = reader.NamesInBrackets();
        return reader.Try("FROM") ? new InsertRows(start, table, [.. columns.OfType<SqlName>()]) : new OtherStatement(start, "COPY");
    }

    private static CreateTable? SelectInto(TokenReader reader, int start)
    {
        var from = reader.Position;
        reader.SkipUntil(r => r.IsOneOf("INTO", "FROM"));
        if (reader.Try("INTO"))
        {
            var isTemporary = reader.Try("TEMP") || reader.Try("TEMPORARY");
            reader.Try("UNLOGGED");
            reader.Try("TABLE");
            if (reader.TryObjectName() is { } table)
                return new CreateTable(start, table) { IsTemporary = isTemporary, HasUnknownColumns = true, IsFilled = true };
        }
        reader.Position = from;
        return null;
    }
}
