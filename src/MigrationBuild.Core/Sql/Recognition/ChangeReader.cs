using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Sql.Recognition;

/// <summary>INSERT, REPLACE, UPDATE and DELETE.</summary>
internal static class ChangeReader
{
    /// <summary>Null, and nothing read, where it is none of these; null as well where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (TryInto(reader))
            return Insert(reader, start);
        if (reader.Try("UPDATE"))
            return Update(reader, start);
        return reader.Try("DELETE", "FROM") ? Delete(reader, start) : null;
    }

    /// <summary>
    /// Skips WITH and the queries that it gives names to, up to what uses them; those may change rows as well, which is seldom and not
    /// looked into. False where nothing uses them.
    /// </summary>
    public static bool TrySkipQueries(TokenReader reader)
    {
        reader.SkipUntil(r => r.IsOneOf("SELECT", "VALUES", "UPDATE")
            || r.Is("INSERT", "INTO") || r.Is("INSERT", "OR") || r.Is("REPLACE", "INTO") || r.Is("DELETE", "FROM") || r.Is("MERGE", "INTO"));
        return !reader.AtEnd;
    }

    private static bool TryInto(TokenReader reader)
    {
        var from = reader.Position;
        if (reader.Try("INSERT"))
            SkipConflict(reader);
        else
            reader.Try("REPLACE");
        if (reader.Position > from && reader.Try("INTO"))
            return true;
        reader.Position = from;
        return false;
    }

    // INSERT OR IGNORE, UPDATE OR REPLACE (SQLite)
    private static void SkipConflict(TokenReader reader)
    {
        if (reader.Try("OR"))
            reader.TryName();
    }

    private static InsertRows? Insert(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } table)
            return null;
        if (reader.Try("AS"))
            reader.TryName();
        var columns = IsQueryInBrackets(reader) ? [] : reader.NamesInBrackets();
        if (reader.Is("WITH"))
            TrySkipQueries(reader);
        reader.SkipUntil(r => r.IsOneOf("SELECT", "VALUES") || r.IsSymbol("("));
        reader.TrySymbol("(");
        return new InsertRows(start, table, [.. columns.OfType<SqlName>()])
        {
            SelectsStar = SelectListReader.IsStar(reader),
            Selected = SelectListReader.Columns(reader),
            Mentions = reader.Is("SELECT") ? MentionReader.Ahead(reader) : [],
            HasWhere = reader.HasAhead("WHERE"),
            Sources = SourceReader.ReadToEnd(reader),
        };
    }

    private static bool IsQueryInBrackets(TokenReader reader)
    {
        if (!reader.TrySymbol("("))
            return false;
        var isQuery = reader.IsOneOf("SELECT", "WITH", "VALUES");
        reader.Position--;
        return isQuery;
    }

    private static UpdateRows? Update(TokenReader reader, int start)
    {
        SkipConflict(reader);
        reader.Try("ONLY");
        if (reader.TryObjectName() is not { } table)
            return null;
        reader.SkipUntil(r => r.Is("SET"));
        if (!reader.Try("SET"))
            return null;
        var hasLimit = reader.HasAhead("LIMIT");
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
        return new UpdateRows(start, table, columns, reader.HasAhead("WHERE")) { IsLimited = hasLimit || reader.Is("FROM") };
    }

    private static DeleteRows? Delete(TokenReader reader, int start)
    {
        reader.Try("ONLY");
        return reader.TryObjectName() is { } table
            ? new DeleteRows(start, table, reader.HasAhead("WHERE")) { IsLimited = reader.HasAhead("USING") || reader.HasAhead("LIMIT") }
            : null;
    }
}
