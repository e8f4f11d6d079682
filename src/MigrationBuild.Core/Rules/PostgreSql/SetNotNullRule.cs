using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>SET NOT NULL without a valid check that says the same.</summary>
internal sealed class SetNotNullRule : ActionRule<SetNotNull>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SetNotNull;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN fax SET NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN fax SET NOT NULL;\n", ExampleTables.Users, "ALTER TABLE users ADD CONSTRAINT fax_is_there CHECK (fax IS NOT NULL) NOT VALID;\n", "ALTER TABLE users VALIDATE CONSTRAINT fax_is_there;\n"),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN fax SET NOT NULL;\n", "1,19", ExampleTables.Users, "ALTER TABLE users ADD CONSTRAINT fax_is_there CHECK (fax IS NOT NULL);\n") with { TargetVersion = "11" },
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN fax SET NOT NULL;\n", "1,19", ExampleTables.Users, "ALTER TABLE users ADD CONSTRAINT fax_is_there CHECK (fax IS NOT NULL) NOT VALID;\n"),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE older ALTER COLUMN fax SET NOT NULL;\n", "ALTER TABLE older ADD CONSTRAINT fax_is_there CHECK (fax IS NOT NULL) NOT VALID;\n", "ALTER TABLE older VALIDATE CONSTRAINT fax_is_there;\n"),
    ];

    protected override Hazard? Check(SetNotNull action, AlterTable table, RuleContext context) =>
        KnownNotNull.Is(context.Schema.Tables.Find(table.Name), action.Column, context.Target) ? null
        : new Hazard(action, $"{table.Name}.{action.Column}",
            $"nobody can use {table.Name} while every row of it is read: ADD CONSTRAINT … CHECK ({action.Column} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in the next migration, and SET NOT NULL after that, which then reads nothing")
        {
            Effect = new(EffectKind.Scan, table.Name),
        };
}
