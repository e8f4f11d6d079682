using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>The table that a statement locks so that others have to wait.</summary>
internal static class LockedTable
{
    /// <summary>Null where it locks none; of several the first.</summary>
    public static ObjectName? Of(Statement statement) => statement switch
    {
        AlterTable alter => alter.Name,
        Truncate { Tables: [var table, ..] } => table,
        DropObjects { Kind: ObjectKind.Table, Names: [var table, ..] } => table,
        CreateIndex { IsConcurrent: false } create => create.Table,
        LockTable { Tables: [var table, ..] } => table,
        _ => null,
    };
}
