using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>ADD PRIMARY KEY, UNIQUE, CHECK, FOREIGN KEY on a table with rows.</summary>
internal sealed class ConstraintBuiltRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerConstraintBuilt;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT orders_day UNIQUE (day, customer);\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD CONSTRAINT orders_day UNIQUE (day, customer) WITH (ONLINE = ON);\n", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders ADD PRIMARY KEY (id);\n", "1,20", "CREATE TABLE orders (id bigint NOT NULL);\n"),
        RuleExample.Triggers("ALTER TABLE orders WITH CHECK ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id);\n", "1,31", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0);\n", "1,20", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders ADD number int CONSTRAINT orders_number UNIQUE;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD seller bigint CONSTRAINT orders_seller REFERENCES customers (id), CONSTRAINT orders_total_default DEFAULT 0 FOR total;\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE carts (id int NOT NULL, total int);\nALTER TABLE carts ADD PRIMARY KEY (id), CHECK (total > 0);\n"),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique, IsOnline: false } } => Built(action, table.Name),
        AddConstraint { Constraint: { Kind: ConstraintKind.Check or ConstraintKind.ForeignKey, IsNotValid: false } } => Checked(action, table.Name),
        AddColumn { Column: var column } when column.Constraints.Any(c => c is { Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique, IsOnline: false }) => Built(action, table.Name),
        // A new column without values breaks no check.
        AddColumn { Column: { Default: not null } column } when column.Constraints.Any(c => c.Kind is ConstraintKind.Check or ConstraintKind.ForeignKey) => Checked(action, table.Name),
        _ => null,
    };

    private static Hazard Built(AlterAction action, ObjectName table) => new(action, table.ToString(),
        $"nobody can use {table} while the index behind the constraint is made: say WITH (ONLINE = ON), where the edition has it (Enterprise, Developer, Azure SQL)")
    {
        Effect = new(EffectKind.Scan, table),
    };

    private static Hazard Checked(AlterAction action, ObjectName table) => new(action, table.ToString(),
        $"nobody can use {table} while every row of it is checked, and a server cannot do that while others work: add the constraint when few do, and accept it with the reason")
    {
        Effect = new(EffectKind.Scan, table),
    };
}
