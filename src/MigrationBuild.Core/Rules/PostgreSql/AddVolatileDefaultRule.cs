using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN … DEFAULT with a value of its own for each row.</summary>
internal sealed class AddVolatileDefaultRule : ActionRule<AddColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddVolatileDefault;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN token uuid;\nALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN code text DEFAULT new_code();\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN code text DEFAULT new_code();\n", ExampleTables.Users, "CREATE FUNCTION new_code() RETURNS text LANGUAGE sql STABLE AS 'SELECT 1::text';\n"),
    ];

    public override IReadOnlyList<string> Covers => [Descriptors.AddDefault.Code, Descriptors.UniqueBuilt.Code];

    protected override Hazard? Check(AddColumn action, AlterTable table, RuleContext context) =>
        action.Column.Generation != ColumnGeneration.None || action.Column.Default?.Functions.FirstOrDefault(f => Volatility.IsVolatile(f, context.Schema)) is not { } function ? null
        : new Hazard(action, $"{table.Name}.{action.Column.Name}",
            $"{function}() gives each row a value of its own, so {table.Name} and its indexes are written anew while nobody can use them: add the column without a default, SET DEFAULT, and fill the rows in portions")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
}
