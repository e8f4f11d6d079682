using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>DROP NOT NULL.</summary>
internal sealed class DropNotNullRule : ActionRule<DropNotNull>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropNotNull;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN name DROP NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN name SET DEFAULT '';\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN age DROP NOT NULL;\n", ExampleTables.Users) with { Unreleased = ["ALTER TABLE users ADD age int NOT NULL DEFAULT 0;\n"] },
    ];

    protected override Hazard? Check(DropNotNull action, AlterTable table, RuleContext context) =>
        context.IsNew(table.Name, action.Column) || context.Schema.Tables.Find(table.Name)?.Column(action.Column) is { IsNotNull: false } ? null
        : new Hazard(action, $"{table.Name}.{action.Column}",
            $"a release that does not expect it meets NULL in {table.Name}.{action.Column}, and no down script can demand values again once there is one: let every release that runs know it first, or give the column a default");
}
