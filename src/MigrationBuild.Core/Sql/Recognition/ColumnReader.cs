using MigrationBuild.Sql.Model;

namespace MigrationBuild.Sql.Recognition;

/// <summary>A column with its type and what stands behind it.</summary>
internal static class ColumnReader
{
    // They follow a column without a type: in CREATE TABLE … AS, in a partition or a typed table, and wherever SQLite's writer likes it so.
    private static readonly string[] NoType =
        ["WITH", "NOT", "NULL", "DEFAULT", "CHECK", "UNIQUE", "PRIMARY", "CONSTRAINT", "REFERENCES", "COLLATE", "GENERATED", "AS"];

    /// <summary>Null where it is not understood.</summary>
    /// <param name="readType">Reads a type as the engine writes it; null, and nothing read, where there is none.</param>
    public static ColumnDefinition? TryRead(TokenReader reader, Func<TokenReader, SqlType?> readType)
    {
        var start = reader.Offset;
        if (reader.TryName() is not { } name)
            return null;
        var hasType = !reader.AtEnd && !reader.IsSymbol(",") && !reader.IsSymbol(")") && !reader.IsOneOf(NoType);
        if (!hasType)
            reader.Try("WITH", "OPTIONS");
        var type = hasType ? readType(reader) : null;
        if (hasType && type is null)
            return null;
        var column = new ColumnDefinition(start, name, type) { Generation = type?.Name is "serial" or "bigserial" or "smallserial" ? ColumnGeneration.Serial : ColumnGeneration.None };
        while (!reader.AtEnd && !reader.IsSymbol(",") && !reader.IsSymbol(")"))
        {
            if (ReadPart(reader, column) is not { } next)
                return null;
            column = next;
        }
        return column;
    }

    private static ColumnDefinition? ReadPart(TokenReader reader, ColumnDefinition column)
    {
        var start = reader.Offset;
        var name = reader.Try("CONSTRAINT") ? reader.TryName() : null;
        if (reader.Try("NOT", "NULL"))
        {
            ConstraintReader.TrySkipConflict(reader);
            return column with { IsNotNull = true };
        }
        if (reader.Try("NULL"))
            return column;
        if (reader.Try("DEFAULT"))
            return column with { Default = ExpressionReader.Until(reader, IsEndOfDefault) };
        if (reader.Try("GENERATED") || reader.Is("AS"))
            return Generated(reader, column);
        if (reader.Try("AUTOINCREMENT"))
            return column with { Generation = ColumnGeneration.AutoIncrement };
        if (ConstraintReader.TryReadOfColumn(reader, start, name, column.Name) is { } constraint)
            return column with { Constraints = [.. column.Constraints, constraint] };
        return TrySkip(reader) ? column : null;
    }

    private static ColumnDefinition? Generated(TokenReader reader, ColumnDefinition column)
    {
        if (!reader.Try("ALWAYS"))
            reader.Try("BY", "DEFAULT");
        if (!reader.Try("AS"))
            return null;
        if (reader.Try("IDENTITY"))
        {
            reader.TrySkipBrackets();
            return column with { Generation = ColumnGeneration.Identity };
        }
        var expression = ExpressionReader.TryInBrackets(reader);
        return expression is null ? null
            : column with { Default = expression, Generation = reader.Try("STORED") ? ColumnGeneration.Stored : ReadVirtual(reader) };
    }

    private static ColumnGeneration ReadVirtual(TokenReader reader)
    {
        reader.Try("VIRTUAL");
        return ColumnGeneration.Virtual;
    }

    private static bool TrySkip(TokenReader reader)
    {
        if (reader.Try("COLLATE"))
            return reader.TryObjectName() is not null;
        if (reader.Try("STORAGE") || reader.Try("COMPRESSION"))
            return reader.TryName() is not null;
        if (reader.Try("OPTIONS"))
            return reader.TrySkipBrackets();
        return reader.Try("NOT", "DEFERRABLE") || reader.Try("DEFERRABLE") || reader.Try("INITIALLY", "DEFERRED") || reader.Try("INITIALLY", "IMMEDIATE");
    }

    private static bool IsEndOfDefault(TokenReader reader) =>
        reader.IsSymbol(",") || reader.Is("NOT", "NULL") || reader.IsOneOf("NULL", "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "GENERATED", "DEFAULT", "DEFERRABLE");
}
