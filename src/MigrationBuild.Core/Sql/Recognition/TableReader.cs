using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Sql.Recognition;

/// <summary>CREATE TABLE, from its name on.</summary>
internal static class TableReader
{
    /// <summary>Null where it is not understood.</summary>
    /// <param name="readType">As for <see cref="ColumnReader"/>.</param>
    public static CreateTable? TryRead(TokenReader reader, int start, bool isTemporary, Func<TokenReader, SqlType?> readType)
    {
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        if (reader.TryObjectName() is not { } name)
            return null;
        var table = new CreateTable(start, name) { IfNotExists = ifNotExists, IsTemporary = isTemporary };
        if (reader.Try("PARTITION", "OF"))
        {
            if (reader.TryObjectName() is not { } parent)
                return null;
            table = table with { PartitionOf = parent, HasUnknownColumns = true };
        }
        else if (reader.Try("OF"))
        {
            reader.TryObjectName();
            table = table with { HasUnknownColumns = true };
        }
        if (!reader.IsSymbol("("))
            return ReadRest(reader, table);
        return ReadElements(reader, table, readType) is { } read ? ReadRest(reader, read) : null;
    }

    private static CreateTable? ReadElements(TokenReader reader, CreateTable table, Func<TokenReader, SqlType?> readType)
    {
        var start = reader.Position;
        var end = start + reader.LengthOfBrackets();
        var columns = new List<ColumnDefinition>();
        var constraints = new List<TableConstraint>();
        reader.Position++;
        while (reader.Position < end - 1)
        {
            if (reader.Try("LIKE"))
            {
                table = table with { HasUnknownColumns = true };
                reader.SkipUntil(r => r.IsSymbol(","));
            }
            else if (ConstraintReader.IsNext(reader))
            {
                if (ConstraintReader.TryReadOfTable(reader) is not { } constraint)
                    return null;
                constraints.Add(constraint);
            }
            else if (ColumnReader.TryRead(reader, readType) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                return null;
            }
            // SQLite takes constraints without commas between them.
            if (!reader.TrySymbol(",") && reader.Position < end - 1 && !ConstraintReader.IsNext(reader))
                return null;
        }
        reader.Position = start;
        return table with { Columns = columns, Constraints = constraints };
    }

    private static CreateTable ReadRest(TokenReader reader, CreateTable table)
    {
        reader.TrySkipBrackets();
        if (reader.HasAhead("INHERITS"))
            table = table with { HasUnknownColumns = true };
        reader.SkipUntil(r => r.Is("AS"));
        return reader.AtEnd ? table : table with { HasUnknownColumns = true, IsFilled = !reader.HasAhead("WITH", "NO", "DATA") };
    }
}
