using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>ALTER, from the word after it on.</summary>
internal static class AlterReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start)
    {
        if (reader.Is("TYPE"))
            return Type(reader, start);
        if (reader.Try("DOMAIN"))
            return Domain(reader, start);
        if (ObjectKinds.TryRead(reader) is not { } kind)
            return null;
        if (kind is ObjectKind.Table or ObjectKind.ForeignTable or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Index or ObjectKind.Sequence)
            return AlterTableReader.TryRead(reader, start, kind);
        return RenameOrMove(reader, start, kind) ?? new OtherStatement(start, $"ALTER {kind.ToString().ToUpperInvariant()}");
    }

    private static Statement? Type(TokenReader reader, int start)
    {
        reader.Try("TYPE");
        var name = reader.Position;
        if (reader.TryObjectName() is not { } type)
            return null;
        if (reader.Try("ADD", "VALUE"))
        {
            var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
            return Literal(reader) is { } value ? new AddEnumValue(start, type, value) { IfNotExists = ifNotExists, IsPlaced = reader.IsOneOf("BEFORE", "AFTER") } : null;
        }
        if (reader.Try("RENAME", "VALUE"))
            return Literal(reader) is { } value && reader.Try("TO") && Literal(reader) is { } newValue ? new RenameEnumValue(start, type, value, newValue) : null;
        reader.Position = name;
        return RenameOrMove(reader, start, ObjectKind.Type) ?? new OtherStatement(start, "ALTER TYPE");
    }

    private static Statement? Domain(TokenReader reader, int start)
    {
        var from = reader.Position;
        if (reader.TryObjectName() is not { } name)
            return null;
        var at = reader.Offset;
        if (reader.Try("ADD"))
        {
            return ConstraintReader.TryReadOfTable(reader) is { } constraint
                ? new AlterDomain(start, name, [new AddConstraint(at, constraint)])
                : new AlterDomain(start, name, [new UnrecognizedAction(at, reader.FirstWords(from))]);
        }
        if (reader.Try("VALIDATE", "CONSTRAINT"))
            return reader.TryName() is { } constraint ? new AlterDomain(start, name, [new ValidateConstraint(at, constraint)]) : null;
        if (reader.Try("SET", "NOT", "NULL"))
            return new AlterDomain(start, name, [new SetNotNull(at, name.Name)]);
        reader.Position = from;
        return RenameOrMove(reader, start, ObjectKind.Domain) ?? new OtherStatement(start, "ALTER DOMAIN");
    }

    // Of a routine, what stands in brackets after the name is looked over.
    private static Statement? RenameOrMove(TokenReader reader, int start, ObjectKind kind)
    {
        if (reader.TryObjectName() is not { } name)
            return null;
        reader.TrySkipBrackets();
        if (reader.Try("RENAME", "TO") && reader.TryName() is { } newName)
            return new RenameObject(start, kind, name, newName);
        return reader.Try("SET", "SCHEMA") && reader.TryName() is { } schema ? new SetObjectSchema(start, kind, name, schema) : null;
    }

    private static string? Literal(TokenReader reader) => Literals.TryRead(reader);
}
