using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD FOREIGN KEY without NOT VALID, and a column that comes with one.</summary>
internal sealed class ForeignKeyRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ForeignKeyValidated;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders\n    ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id);\n", "2,5", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders\n    ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;\n", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders VALIDATE CONSTRAINT orders_customer;\n", ExampleTables.Orders, "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;\n"),
        RuleExample.Safe("CREATE TABLE carts (customer bigint);\nALTER TABLE carts ADD FOREIGN KEY (customer) REFERENCES customers (id);\n", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders ADD COLUMN payer bigint REFERENCES customers;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE payers (id bigint PRIMARY KEY);\nALTER TABLE orders ADD COLUMN payer bigint REFERENCES payers;\n", ExampleTables.Orders),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.ForeignKey, IsNotValid: false, ReferencedTable: { } referenced } } => new Hazard(action, table.Name.ToString(),
            $"nobody can write to {table.Name} or {referenced} while every row of {table.Name} is checked: add the constraint NOT VALID, and VALIDATE CONSTRAINT it in a later migration")
        {
            Effect = new(EffectKind.Scan, table.Name),
        },
        // No row is read, but the strong lock of ADD COLUMN is held while the statement waits for the other table's.
        AddColumn { Column: var column } when column.Find(ConstraintKind.ForeignKey)?.ReferencedTable is { } other && !other.Equals(table.Name) && !context.IsNew(other) =>
            new Hazard(action, $"{table.Name}.{column.Name}",
                $"nobody can use {table.Name} while the statement waits for its lock on {other}: add the column alone, the constraint NOT VALID in the next migration, and VALIDATE CONSTRAINT it after that"),
        _ => null,
    };
}
