using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>UPDATE or DELETE of a whole table.</summary>
internal sealed class NoWhereRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NoWhere;

    public override IReadOnlyList<string> Covers => [Descriptors.RowsUnderLock.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("UPDATE users SET name = fax;\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET name = fax WHERE id BETWEEN 1 AND 10000;\n", ExampleTables.Users),
        RuleExample.Triggers("DELETE FROM users;\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE scratch (id int);\nDELETE FROM scratch;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        UpdateRows { HasWhere: false, IsLimited: false } update when !context.IsNew(update.Table) =>
        [
            new Hazard(update, update.Table.ToString(),
                $"every row of {update.Table} is written anew and locked until the step ends: write the rows in portions by a condition, or say that the table is small"),
        ],
        DeleteRows { HasWhere: false, IsLimited: false } delete when !context.IsNew(delete.Table) =>
        [
            new Hazard(delete, delete.Table.ToString(), $"all rows of {delete.Table} are gone for good: name those that have to go by a condition"),
        ],
        _ => [],
    };
}
