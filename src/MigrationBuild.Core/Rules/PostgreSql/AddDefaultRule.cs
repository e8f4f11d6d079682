using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN … DEFAULT on a server that writes the table anew for it.</summary>
internal sealed class AddDefaultRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddDefault;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age integer DEFAULT 0;\n", "1,19", ExampleTables.Users) with { TargetVersion = "10" },
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users ALTER COLUMN age SET DEFAULT 0;\n", ExampleTables.Users) with { TargetVersion = "10" },
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer DEFAULT 0;\n", ExampleTables.Users),
    ];

    public override ServerVersion? Until => new(11);

    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context) =>
        action.Column is not { Generation: ColumnGeneration.None, Default: { IsNull: false } } ? null
        : new Hazard(action, $"{table.Name}.{action.Column.Name}",
            $"before PostgreSQL 11 {table.Name} is written anew for the default while nobody can use it: add the column without one, SET DEFAULT, and fill the rows in portions")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
}
