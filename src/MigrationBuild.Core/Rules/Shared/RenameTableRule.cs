using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>RENAME of a table that others use.</summary>
internal sealed class RenameTableRule : ActionRule<RenameTable>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RenameTable;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users RENAME TO people;\n", "1,19", ExampleTables.Users) with { Engine = EngineNames.PostgreSql },
        RuleExample.Safe("ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;\n", ExampleTables.Users) with { Engine = EngineNames.PostgreSql },
        RuleExample.Triggers("ALTER TABLE users RENAME TO people;\n", "1,19", ExampleTables.Users) with { Engine = EngineNames.Sqlite },
        RuleExample.Safe("ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;\n", ExampleTables.Users) with { Engine = EngineNames.Sqlite },
        RuleExample.Triggers("EXEC sp_rename 'users', 'people';\n", "1,1", ExampleTables.Users) with { Engine = EngineNames.SqlServer },
        RuleExample.Safe("EXEC sp_rename 'users', 'people';\nGO\nCREATE VIEW users AS SELECT * FROM people;\n", ExampleTables.Users) with { Engine = EngineNames.SqlServer },
        RuleExample.Safe("EXEC sp_rename 'users_key', 'key_of_users', 'OBJECT';\nEXEC sp_rename N'[dbo].[users].[users_by_name]', N'users_name', 'INDEX';\n",
            "CREATE TABLE users (id int CONSTRAINT users_key PRIMARY KEY, name varchar(20));\nCREATE INDEX users_by_name ON users (name);\n") with { Engine = EngineNames.SqlServer },
        RuleExample.Safe("ALTER INDEX users_by_name RENAME TO users_name;\n", "CREATE TABLE users (name text);\nCREATE INDEX users_by_name ON users (name);\n") with { Engine = EngineNames.PostgreSql },
    ];

    protected override Hazard? Check(RenameTable action, AlterTable table, RuleContext context) =>
        !context.Renames(table).Contains(action) || HasSuccessor(table.Name, context) ? null
        : new Hazard(action, table.Name.ToString(),
            $"the release that is running knows {table.Name} by its old name and fails: leave a view with that name, CREATE VIEW {table.Name} AS SELECT * FROM {action.NewName}, until no release uses it");

    private static bool HasSuccessor(ObjectName name, RuleContext context) => context.Statements.Any(s => s switch
    {
        CreateView view => view.Name.Equals(name),
        CreateTable created => created.Name.Equals(name),
        AlterTable other => context.Renames(other).Any(r => r.NewName.Equals(name.Name)),
        _ => false,
    });
}
