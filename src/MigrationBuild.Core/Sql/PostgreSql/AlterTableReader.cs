using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>ALTER TABLE, VIEW, MATERIALIZED VIEW, INDEX, SEQUENCE and FOREIGN TABLE, from the word after that on.</summary>
internal static class AlterTableReader
{
    /// <summary>Null where it is not understood.</summary>
    public static Statement? TryRead(TokenReader reader, int start, ObjectKind kind)
    {
        if (reader.Try("ALL", "IN", "TABLESPACE"))
            return MoveAll(reader, start, kind);
        var ifExists = reader.Try("IF", "EXISTS");
        var only = reader.Try("ONLY");
        if (reader.TryObjectName() is not { } name)
            return null;
        reader.TrySymbol("*");
        var actions = new List<AlterAction>();
        do
        {
            actions.Add(ReadAction(reader));
        }
        while (reader.TrySymbol(","));
        return new AlterTable(start, name, actions) { Kind = kind, IfExists = ifExists, Only = only };
    }

    private static MoveTablespace? MoveAll(TokenReader reader, int start, ObjectKind kind)
    {
        if (reader.TryName() is not { } from)
            return null;
        reader.SkipUntil(r => r.Is("SET"));
        return reader.Try("SET", "TABLESPACE") && reader.TryName() is { } to ? new MoveTablespace(start, kind, from, to) : null;
    }

    // What an action has behind what is read of it does not matter; what begins in a way that is not known does.
    private static AlterAction ReadAction(TokenReader reader)
    {
        var from = reader.Position;
        var start = reader.Offset;
        var action = TryReadAction(reader, start) ?? new UnrecognizedAction(start, reader.FirstWords(from));
        reader.SkipUntil(r => r.IsSymbol(","));
        return action;
    }

    private static AlterAction? TryReadAction(TokenReader reader, int start)
    {
        if (reader.Try("ADD"))
            return Add(reader, start);
        if (reader.Try("DROP"))
            return Drop(reader, start);
        if (reader.Try("ALTER", "CONSTRAINT"))
            return new OtherAction(start, "ALTER CONSTRAINT");
        if (reader.Try("ALTER"))
            return AlterColumnReader.TryRead(reader, start);
        if (reader.Try("RENAME"))
            return Rename(reader, start);
        if (reader.Try("VALIDATE", "CONSTRAINT"))
            return reader.TryName() is { } name ? new ValidateConstraint(start, name) : null;
        if (reader.Try("ATTACH", "PARTITION"))
            return reader.TryObjectName() is { } partition ? new AttachPartition(start, partition, reader.Is("DEFAULT")) : null;
        if (reader.Try("DETACH", "PARTITION"))
            return reader.TryObjectName() is { } partition ? new DetachPartition(start, partition, reader.Try("CONCURRENTLY")) { IsFinalize = reader.Is("FINALIZE") } : null;
        if (reader.Try("SET"))
            return Set(reader, start);
        if (reader.Try("ENABLE"))
            return Switch(reader, start, isEnabled: true);
        return reader.Try("DISABLE") ? Switch(reader, start, isEnabled: false) : Other(reader, start);
    }

    private static AlterAction? Add(TokenReader reader, int start)
    {
        if (ConstraintReader.IsNext(reader))
            return ConstraintReader.TryReadOfTable(reader) is { } constraint ? new AddConstraint(start, constraint) : null;
        reader.Try("COLUMN");
        var ifNotExists = reader.Try("IF", "NOT", "EXISTS");
        return ColumnReader.TryRead(reader, TypeReader.TryRead) is { } column ? new AddColumn(start, column, ifNotExists) : null;
    }

    private static AlterAction? Drop(TokenReader reader, int start)
    {
        var isConstraint = reader.Try("CONSTRAINT");
        if (!isConstraint)
            reader.Try("COLUMN");
        var ifExists = reader.Try("IF", "EXISTS");
        if (reader.TryName() is not { } name)
            return null;
        var cascade = reader.Try("CASCADE");
        return isConstraint
            ? new DropConstraint(start, name) { IfExists = ifExists, Cascade = cascade }
            : new DropColumn(start, name) { IfExists = ifExists, Cascade = cascade };
    }

    private static AlterAction? Rename(TokenReader reader, int start)
    {
        if (reader.Try("TO"))
            return reader.TryName() is { } table ? new RenameTable(start, table) : null;
        var isConstraint = reader.Try("CONSTRAINT");
        if (!isConstraint)
            reader.Try("COLUMN");
        if (reader.TryName() is not { } name || !reader.Try("TO") || reader.TryName() is not { } newName)
            return null;
        return isConstraint ? new RenameConstraint(start, name, newName) : new RenameColumn(start, name, newName);
    }

    private static AlterAction? Set(TokenReader reader, int start)
    {
        if (reader.Try("SCHEMA"))
            return reader.TryName() is { } schema ? new SetTableSchema(start, schema) : null;
        if (reader.Try("TABLESPACE"))
            return reader.TryName() is { } tablespace ? new SetTablespace(start, tablespace) : null;
        if (reader.Try("LOGGED"))
            return new SetLogged(start, IsLogged: true);
        if (reader.Try("UNLOGGED"))
            return new SetLogged(start, IsLogged: false);
        if (reader.Is("WITHOUT") || reader.Is("WITH", "OIDS") || reader.Is("ACCESS", "METHOD") || reader.IsSymbol("("))
            return new OtherAction(start, "SET");
        return null;
    }

    private static AlterAction? Switch(TokenReader reader, int start, bool isEnabled)
    {
        if (!reader.Try("ALWAYS"))
            reader.Try("REPLICA");
        if (reader.Try("TRIGGER"))
            return new SetTrigger(start, reader.IsOneOf("ALL", "USER") ? null : reader.TryName(), isEnabled);
        return reader.Is("RULE") || reader.Is("ROW", "LEVEL", "SECURITY") ? new OtherAction(start, isEnabled ? "ENABLE" : "DISABLE") : null;
    }

    private static OtherAction? Other(TokenReader reader, int start)
    {
        string[] known = ["OWNER", "RESET", "CLUSTER", "INHERIT", "OF", "REPLICA", "FORCE", "OPTIONS", "DEPENDS",
            // of a sequence
            "AS", "INCREMENT", "MINVALUE", "MAXVALUE", "START", "RESTART", "CACHE", "CYCLE", "OWNED"];
        if (Array.Find(known, w => reader.Is(w)) is { } word)
            return new OtherAction(start, word);
        return reader.Is("NO") || reader.Is("NOT", "OF") ? new OtherAction(start, "NO") : null;
    }
}
