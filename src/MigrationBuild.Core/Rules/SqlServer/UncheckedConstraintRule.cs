using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>WITH NOCHECK, NOCHECK CONSTRAINT: a constraint that the rows may break, and that the optimizer does not trust.</summary>
internal sealed class UncheckedConstraintRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerUnchecked;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders WITH NOCHECK ADD CONSTRAINT total_is_positive CHECK (total > 0);\n", "1,33", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders WITH NOCHECK ADD CONSTRAINT total_is_positive CHECK (total > 0);\nALTER TABLE orders WITH CHECK CHECK CONSTRAINT total_is_positive;\n", ExampleTables.Orders),
        RuleExample.Triggers("ALTER TABLE orders NOCHECK CONSTRAINT ALL;\nDELETE FROM orders WHERE id = 1;\nALTER TABLE orders CHECK CONSTRAINT ALL;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders NOCHECK CONSTRAINT ALL;\nDELETE FROM orders WHERE id = 1;\nALTER TABLE orders WITH CHECK CHECK CONSTRAINT ALL;\n", ExampleTables.Orders),
        // What SQL Server's own tools write.
        RuleExample.Safe("ALTER TABLE orders WITH CHECK ADD CONSTRAINT total_is_positive CHECK (total > 0);\nALTER TABLE orders CHECK CONSTRAINT total_is_positive;\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE carts (total int);\nALTER TABLE carts WITH NOCHECK ADD CHECK (total > 0);\n"),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddConstraint { Constraint: { IsNotValid: true } constraint } when !IsCheckedAfter(table, constraint.Name, context) => new Hazard(action, table.Name.ToString(),
            $"no row of {table.Name} that is there now is held to the constraint, and queries are planned as if there were none: {Remedy(table, constraint.Name)}"),
        SetConstraint { IsEnabled: false } set when !IsCheckedAfter(table, set.Name, context) => new Hazard(action, table.Name.ToString(),
            $"from now on rows of {table.Name} may break {set.Name?.Text ?? "its constraints"}, and switched on again without WITH CHECK nobody looks at them: {Remedy(table, set.Name)}"),
        _ => null,
    };

    private static string Remedy(AlterTable table, SqlName? name) =>
        $"in the same script, ALTER TABLE {table.Name} WITH CHECK CHECK CONSTRAINT {name?.Text ?? "ALL"}";

    private static bool IsCheckedAfter(AlterTable table, SqlName? name, RuleContext context) =>
        context.After(table).OfType<AlterTable>().Where(a => a.Name.Equals(table.Name)).SelectMany(a => a.Actions)
            .Any(a => (a is ValidateConstraint validate && validate.Name.Equals(name)) || (a is SetConstraint { IsValidated: true, Name: null }));
}
