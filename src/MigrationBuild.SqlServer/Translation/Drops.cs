using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>DROP of anything but an index.</summary>
internal static class Drops
{
    public static DropObjects Of(DropObjectsStatement drop, BatchSource source) =>
        new(source.At(drop), KindOf(drop), [.. drop.Objects.Select(Names.Of)]) { IfExists = drop.IsIfExists };

    public static DropObjects Of(DropSchemaStatement drop, BatchSource source) =>
        new(source.At(drop), ObjectKind.Schema, [Names.Of(drop.Schema)]) { IfExists = drop.IsIfExists };

    public static DropObjects Of(DropDatabaseStatement drop, BatchSource source) =>
        new(source.At(drop), ObjectKind.Database, [.. drop.Databases.Select(d => new ObjectName(null, Names.Of(d)))]) { IfExists = drop.IsIfExists };

    public static DropObjects Of(DropTypeStatement drop, BatchSource source) =>
        new(source.At(drop), ObjectKind.Type, [Names.Of(drop.Name)]) { IfExists = drop.IsIfExists };

    public static DropObjects Of(DropUnownedObjectStatement drop, BatchSource source) =>
        new(source.At(drop), ObjectKind.Other, [new ObjectName(null, Names.Of(drop.Name))]) { IfExists = drop.IsIfExists };

    private static ObjectKind KindOf(DropObjectsStatement drop) => drop switch
    {
        DropTableStatement => ObjectKind.Table,
        DropExternalTableStatement => ObjectKind.ForeignTable,
        DropViewStatement => ObjectKind.View,
        DropProcedureStatement or DropFunctionStatement or DropAggregateStatement => ObjectKind.Routine,
        DropTriggerStatement => ObjectKind.Trigger,
        DropSequenceStatement => ObjectKind.Sequence,
        _ => ObjectKind.Other,
    };
}
