using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN … GENERATED … STORED.</summary>
internal sealed class AddStoredRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddStored;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN initial text GENERATED ALWAYS AS (left(name, 1)) STORED;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN initial text;\n", ExampleTables.Users),
    ];

    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context) =>
        action.Column.Generation != ColumnGeneration.Stored ? null
        : new Hazard(action, $"{table.Name}.{action.Column.Name}",
            $"the value is computed for each row, so {table.Name} and its indexes are written anew while nobody can use them: add a plain column, let a trigger fill it, and fill the old rows in portions")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
}
