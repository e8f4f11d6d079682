using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>DROP COLUMN of a column that others use.</summary>
internal sealed class DropColumnRule : ActionRule<DropColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropColumn;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users DROP COLUMN draft;\n", ExampleTables.Users) with { Unreleased = ["ALTER TABLE users ADD draft text;\n"] },
    ];

    protected override Hazard? Check(DropColumn action, AlterTable table, RuleContext context) =>
        context.IsNew(table.Name, action.Column) ? null
        : new Hazard(action, $"{table.Name}.{action.Column}",
            $"the values of {table.Name}.{action.Column} are gone for good, and a release that still names the column fails: let a release pass that does not, and drop it then");
}
