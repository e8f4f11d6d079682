using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>The table that a statement locks so that others have to wait.</summary>
internal static class LockedTable
{
    /// <summary>The same, where applications use the table already; null else.</summary>
    public static ObjectName? InUse(Statement statement, RuleContext context) => Of(statement) is { } table && !context.IsNew(table) ? table : null;

    /// <summary>Null where it locks none; of several the first.</summary>
    private static ObjectName? Of(Statement statement) => statement switch
    {
        AlterTable alter => alter.Name,
        Truncate { Tables: [var table, ..] } => table,
        DropObjects { Kind: ObjectKind.Table, Names: [var table, ..] } => table,
        CreateIndex { IsConcurrent: false } create => create.Table,
        LockTable { Tables: [var table, ..] } => table,
        _ => null,
    };
}
