using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>What changes rows: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY, SELECT … INTO.</summary>
internal static class RowsReader
{
    /// <summary>Null where it is none of these.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Is("WITH"))
            return With(reader, start);
        if (reader.Try("INSERT", "INTO"))
            return Insert(reader, start);
        if (reader.Try("UPDATE"))
            return Update(reader, start);
        if (reader.Try("DELETE", "FROM"))
            return Delete(reader, start);
        if (reader.Try("MERGE", "INTO"))
            return reader.TryObjectName() is { } merged ? new MergeRows(start, merged) : null;
        if (reader.Try("TRUNCATE"))
            return Truncate(reader, start);
        if (reader.Try("COPY"))
            return Copy(reader, start);
        return reader.Is("SELECT") ? SelectInto(reader, start) : null;
    }

    // What follows the queries that have names; those may change rows as well, which is seldom and not looked into.
    private static Statement? With(TokenReader reader, int start)
    {
        reader.SkipUntil(r => r.IsOneOf("SELECT", "VALUES") || r.Is("INSERT", "INTO") || r.Is("DELETE", "FROM") || r.Is("UPDATE") || r.Is("MERGE", "INTO"));
        if (reader.AtEnd)
            return null;
        return TryRead(reader, start) ?? new OtherStatement(start, "WITH");
    }

    private static InsertRows? Insert(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } table)
            return null;
        if (reader.Try("AS"))
            reader.TryName();
        var columns = IsQueryInBrackets(reader) ? [] : reader.NamesInBrackets();
        reader.SkipUntil(r => r.IsOneOf("SELECT", "VALUES") || r.IsSymbol("("));
        reader.TrySymbol("(");
        return new InsertRows(start, table, [.. columns.OfType<SqlName>()]) { SelectsStar = SelectsStar(reader), Sources = SourceReader.ReadToEnd(reader) };
    }

    private static bool IsQueryInBrackets(TokenReader reader)
    {
        if (!reader.TrySymbol("("))
            return false;
        var isQuery = reader.IsOneOf("SELECT", "WITH", "VALUES");
        reader.Position--;
        return isQuery;
    }

    private static bool SelectsStar(TokenReader reader)
    {
        var from = reader.Position;
        reader.Try("SELECT");
        reader.Try("DISTINCT");
        var isStar = reader.IsSymbol("*") || (reader.TryObjectName() is null && reader.TryName() is not null && reader.TrySymbol(".") && reader.IsSymbol("*"));
        reader.Position = from;
        return isStar;
    }

    private static UpdateRows? Update(TokenReader reader, int start)
    {
        reader.Try("ONLY");
        if (reader.TryObjectName() is not { } table)
            return null;
        reader.SkipUntil(r => r.Is("SET"));
        if (!reader.Try("SET"))
            return null;
        var columns = new List<SqlName>();
        while (!reader.AtEnd && !reader.IsOneOf("FROM", "WHERE", "RETURNING"))
        {
            if (reader.IsSymbol("("))
                columns.AddRange(reader.NamesInBrackets().OfType<SqlName>());
            else if (reader.TryName() is { } column)
                columns.Add(column);
            reader.SkipUntil(r => r.IsSymbol(",") || r.IsOneOf("FROM", "WHERE", "RETURNING"));
            if (!reader.TrySymbol(","))
                break;
        }
        return new UpdateRows(start, table, columns, reader.HasAhead("WHERE")) { IsLimited = reader.Is("FROM") };
    }

    private static DeleteRows? Delete(TokenReader reader, int start)
    {
        reader.Try("ONLY");
        return reader.TryObjectName() is { } table ? new DeleteRows(start, table, reader.HasAhead("WHERE")) { IsLimited = reader.HasAhead("USING") } : null;
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
