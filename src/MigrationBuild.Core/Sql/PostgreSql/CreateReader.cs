using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>CREATE, from the word after it on.</summary>
internal static class CreateReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        var orReplace = reader.Try("OR", "REPLACE");
        if (!reader.Try("GLOBAL"))
            reader.Try("LOCAL");
        var isTemporary = reader.Try("TEMP") || reader.Try("TEMPORARY");
        reader.Try("UNLOGGED");
        reader.Try("RECURSIVE");
        var isUnique = reader.Try("UNIQUE");
        if (reader.Try("USER", "MAPPING"))
            return new CreateObject(start, ObjectKind.Other, null);
        return ObjectKinds.TryRead(reader) switch
        {
            null => null,
            ObjectKind.Table or ObjectKind.ForeignTable => TableReader.TryRead(reader, start, isTemporary, TypeReader.TryRead),
            ObjectKind.Index => IndexReader.TryRead(reader, start, isUnique),
            ObjectKind.View => ViewReader.TryRead(reader, start, isMaterialized: false, orReplace),
            ObjectKind.MaterializedView => ViewReader.TryRead(reader, start, isMaterialized: true, orReplace),
            ObjectKind.Type => Type(reader, start),
            ObjectKind.Domain => Domain(reader, start),
            ObjectKind.Routine => Routine(reader, start),
            ObjectKind.Trigger => TriggerReader.TryRead(reader, start, orReplace),
            { } kind => Named(reader, start, kind, orReplace),
        };
    }

    private static Statement? Type(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } name)
            return null;
        if (!reader.Try("AS", "ENUM"))
            return new CreateObject(start, ObjectKind.Type, name);
        var values = new List<string>();
        if (reader.TrySymbol("("))
        {
            while (Literals.TryRead(reader) is { } value)
            {
                values.Add(value);
                reader.TrySymbol(",");
            }
        }
        return new CreateEnum(start, name) { Values = values };
    }

    private static CreateDomain? Domain(TokenReader reader, int start)
    {
        if (reader.TryObjectName() is not { } name)
            return null;
        reader.Try("AS");
        if (TypeReader.TryRead(reader) is not { } type)
            return null;
        var constraints = new List<TableConstraint>();
        while (!reader.AtEnd)
        {
            reader.SkipUntil(r => r.IsOneOf("CONSTRAINT", "CHECK"));
            if (reader.AtEnd || ConstraintReader.TryReadOfTable(reader) is not { } constraint)
                break;
            constraints.Add(constraint);
        }
        return new CreateDomain(start, name, type) { Constraints = constraints };
    }

    private static CreateRoutine? Routine(TokenReader reader, int start) =>
        reader.TryObjectName() is not { } name ? null
        : new CreateRoutine(start, name,
            reader.HasAhead("IMMUTABLE") ? RoutineVolatility.Immutable
            : reader.HasAhead("STABLE") ? RoutineVolatility.Stable
            : RoutineVolatility.Volatile);

    private static CreateObject Named(TokenReader reader, int start, ObjectKind kind, bool orReplace)
    {
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        return new CreateObject(start, kind, reader.IsOneOf("AUTHORIZATION") ? null : reader.TryObjectName()) { IfNotExists = ifNotExists, OrReplace = orReplace };
    }
}
