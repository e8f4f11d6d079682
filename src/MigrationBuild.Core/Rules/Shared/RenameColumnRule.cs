using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>RENAME COLUMN of a column that others use.</summary>
internal sealed class RenameColumnRule : ActionRule<RenameColumn>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RenameColumn;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users RENAME COLUMN name TO full_name;\n", "1,19", ExampleTables.Users) with { Engine = EngineNames.PostgreSql },
        RuleExample.Safe("ALTER TABLE users ADD full_name text;\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users RENAME COLUMN name TO full_name;\n", "1,19", ExampleTables.Users) with { Engine = EngineNames.Sqlite },
        RuleExample.Triggers("EXEC sp_rename 'users.name', 'full_name', 'COLUMN';\n", "1,1", ExampleTables.Users) with { Engine = EngineNames.SqlServer },
        RuleExample.Safe("CREATE TABLE drafts (id int);\nALTER TABLE drafts RENAME COLUMN id TO number;\n") with { Engine = EngineNames.PostgreSql },
    ];

    protected override Hazard? Check(RenameColumn action, AlterTable table, RuleContext context) =>
        context.IsNew(table.Name, action.Column) ? null
        : new Hazard(action, $"{table.Name}.{action.Column}",
            $"the release that is running knows {table.Name}.{action.Column} by its old name and fails: add {action.NewName} beside it, write both, copy the rows, and drop the old one in a later release");
}
