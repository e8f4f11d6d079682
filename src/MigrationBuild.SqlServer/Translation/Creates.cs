using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>CREATE and ALTER of views, routines and triggers, and CREATE of what has no record of its own. A body does not run now.</summary>
internal static class Creates
{
    public static CreateView Of(ViewStatementBody view, BatchSource source) =>
        new(source.At(view), Names.Of(view.SchemaObjectName), view.SelectStatement is { } select ? Sources.Of(select) : [])
        {
            OrReplace = view is not CreateViewStatement,
            IsMaterialized = view.IsMaterialized,
        };

    public static CreateRoutine Of(ProcedureStatementBody procedure, BatchSource source) =>
        new(source.At(procedure), Names.Of(procedure.ProcedureReference.Name), RoutineVolatility.Volatile);

    public static CreateRoutine Of(FunctionStatementBody function, BatchSource source) =>
        new(source.At(function), Names.Of(function.Name), RoutineVolatility.Volatile);

    public static CreateObject Of(TriggerStatementBody trigger, BatchSource source) =>
        new(source.At(trigger), ObjectKind.Trigger, Names.Of(trigger.Name))
        {
            Table = trigger.TriggerObject.Name is { } table ? Names.Of(table) : null,
            OrReplace = trigger is not CreateTriggerStatement,
        };

    /// <summary>Null where it is none of these.</summary>
    public static CreateObject? Other(TSqlStatement create, BatchSource source)
    {
        var at = source.At(create);
        return create switch
        {
            CreateSchemaStatement { StatementList.Statements.Count: > 0 } => null,
            CreateSchemaStatement schema => new(at, ObjectKind.Schema, new ObjectName(null, Names.Of(schema.Name))),
            CreateTypeStatement type => new(at, ObjectKind.Type, Names.Of(type.Name)),
            CreateSequenceStatement sequence => new(at, ObjectKind.Sequence, Names.Of(sequence.Name)),
            CreateDatabaseStatement database => new(at, ObjectKind.Database, new ObjectName(null, Names.Of(database.DatabaseName))),
            CreateSynonymStatement synonym => new(at, ObjectKind.Other, Names.Of(synonym.Name)),
            CreateUserStatement or CreateRoleStatement or CreateLoginStatement or CreateStatisticsStatement or CreatePartitionFunctionStatement or CreatePartitionSchemeStatement
                or CreateFullTextCatalogStatement or CreateFullTextIndexStatement or CreateDefaultStatement or CreateRuleStatement or CreateAssemblyStatement
                or CreateXmlSchemaCollectionStatement or CreateMessageTypeStatement or CreateContractStatement or CreateQueueStatement or CreateServiceStatement
                or CreateCertificateStatement or CreateSymmetricKeyStatement or CreateAsymmetricKeyStatement or CreateMasterKeyStatement or CreateCredentialStatement
                or CreateSecurityPolicyStatement or CreateExternalDataSourceStatement or CreateExternalFileFormatStatement or CreateEventNotificationStatement
                or CreateColumnMasterKeyStatement or CreateColumnEncryptionKeyStatement or CreateApplicationRoleStatement => new(at, ObjectKind.Other, null),
            _ => null,
        };
    }
}
