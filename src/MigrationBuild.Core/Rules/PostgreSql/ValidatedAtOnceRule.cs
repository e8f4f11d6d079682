using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>VALIDATE CONSTRAINT in the script that added it.</summary>
internal sealed class ValidatedAtOnceRule : ActionRule<ValidateConstraint>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ValidatedAtOnce;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT total_is_positive;\n", "2,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders VALIDATE CONSTRAINT total_is_positive;\n", ExampleTables.Orders) with { Unreleased = ["ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0) NOT VALID;\n"] },
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID, VALIDATE CONSTRAINT positive;\n", "1,73", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE invoices ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT positive;\n", ExampleTables.Orders),
    ];

    protected override Hazard? Check(ValidateConstraint action, AlterTable table, RuleContext context) =>
        !context.Script.Transactional || !IsAddedHere(action, table, context) ? null
        : new Hazard(action, $"{table.Name}.{action.Name}",
            $"the strong lock of the ADD CONSTRAINT above is held while every row of {table.Name} is checked, as if NOT VALID were not there: VALIDATE CONSTRAINT in a migration of its own");

    private static bool IsAddedHere(ValidateConstraint action, AlterTable table, RuleContext context) =>
        context.Schema.Tables.Find(table.Name)?.Constraint(action.Name) is { } known
            ? context.IsOwn(known.Origin)
            : table.Actions.OfType<AddConstraint>().Any(a => action.Name.Equals(a.Constraint.Name));
}
