using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A second table that is locked while the first one is.</summary>
internal sealed class WideLockRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.WideLock;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders ADD COLUMN note text;\nALTER TABLE customers ADD COLUMN note text;\n", "2,1", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD COLUMN note text;\n", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders ADD COLUMN note text;\nCREATE INDEX orders_by_day ON orders (day);\n", "2,1", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE notes (id bigint);\nALTER TABLE notes ADD COLUMN note text;\nALTER TABLE customers ADD COLUMN note text;\nALTER TABLE customers ADD COLUMN more text;\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE INDEX orders_by_day ON orders (day);\nALTER TABLE orders ADD COLUMN note text;\n", ExampleTables.Orders),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        if (!context.Script.Transactional || Locked(statement, context) is not { } table)
            yield break;
        var held = context.Before(statement).Where(s => s is not CreateIndex).Select(s => Locked(s, context)).OfType<ObjectName>().ToList();
        if (statement is CreateIndex ? held.Contains(table) : held.Count > 0 && !held.Contains(table))
        {
            yield return new Hazard(statement, table.ToString(),
                $"nobody can use {held[0]} while this waits for {table} and works on it, since a lock is held until the step ends, and two scripts that take them in another order wait for each other: one table in a migration");
        }
    }

    private static ObjectName? Locked(Statement statement, RuleContext context)
    {
        var table = statement switch
        {
            AlterTable { Kind: ObjectKind.Table } alter when alter.Actions.Any(a => a is not ValidateConstraint) => alter.Name,
            DropObjects { Kind: ObjectKind.Table, Names: [var name, ..] } => name,
            Truncate { Tables: [var name, ..] } => name,
            CreateIndex { IsConcurrent: false } create => create.Table,
            _ => null,
        };
        return table is null || context.IsNew(table) ? null : table;
    }
}
