using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD CHECK without NOT VALID.</summary>
internal sealed class CheckConstraintRule : ActionRule<AddConstraint>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.CheckValidated;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0);\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD CONSTRAINT total_is_positive CHECK (total > 0) NOT VALID;\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE carts (total int);\nALTER TABLE carts ADD CHECK (total > 0);\n"),
    ];

    protected override Hazard? Check(AddConstraint action, AlterTable table, RuleContext context) =>
        action.Constraint is not { Kind: ConstraintKind.Check or ConstraintKind.NotNull, IsNotValid: false } ? null
        : new Hazard(action, table.Name.ToString(),
            $"nobody can use {table.Name} while every row of it is checked: add the constraint NOT VALID, and VALIDATE CONSTRAINT it in a later migration")
        {
            Effect = new(EffectKind.Scan, table.Name),
        };
}
