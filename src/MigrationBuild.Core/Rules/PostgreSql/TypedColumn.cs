using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A column that a statement gives a type.</summary>
/// <param name="Definition">Null where the column is there and gets another type.</param>
internal sealed record TypedColumn(SqlNode Node, ObjectName Table, SqlName Name, SqlType Type, ColumnDefinition? Definition)
{
    public string Subject => $"{Table}.{Name}";

    public static IEnumerable<TypedColumn> Of(Statement statement) => statement switch
    {
        CreateTable { IsTemporary: false } create => create.Columns.Where(c => c.Type is not null).Select(c => new TypedColumn(c, create.Name, c.Name, c.Type!, c)),
        AlterTable { Kind: ObjectKind.Table } alter => alter.Actions.Select(a => Of(a, alter.Name)).OfType<TypedColumn>(),
        _ => [],
    };

    private static TypedColumn? Of(AlterAction action, ObjectName table) => action switch
    {
        AddColumn { Column: { Type: { } type } column } => new(action, table, column.Name, type, column),
        AlterColumnType change => new(action, table, change.Column, change.Type, null),
        _ => null,
    };
}
