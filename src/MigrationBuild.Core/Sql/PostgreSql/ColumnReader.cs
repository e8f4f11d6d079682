using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>A column with its type and what stands behind it.</summary>
internal static class ColumnReader
{
    /// <summary>Null where it is not understood.</summary>
    public static ColumnDefinition? TryRead(TokenReader reader)
    {
        var start = reader.Offset;
        if (reader.TryName() is not { } name)
            return null;
        // Without a type in the list of CREATE TABLE … AS, and of a partition or a typed table.
        var hasType = !reader.AtEnd && !reader.IsSymbol(",") && !reader.IsSymbol(")") && !reader.IsOneOf("WITH", "NOT", "DEFAULT", "CHECK", "UNIQUE", "PRIMARY", "CONSTRAINT");
        if (!hasType)
            reader.Try("WITH", "OPTIONS");
        var type = hasType ? TypeReader.TryRead(reader) : null;
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
            return column with { IsNotNull = true };
        if (reader.Try("NULL"))
            return column;
        if (reader.Try("DEFAULT"))
            return column with { Default = ExpressionReader.Until(reader, IsEndOfDefault) };
        if (reader.Try("GENERATED"))
            return Generated(reader, column);
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
