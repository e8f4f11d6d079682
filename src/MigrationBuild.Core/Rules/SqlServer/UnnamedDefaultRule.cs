using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>A default without a name: the server makes one up, another on each database.</summary>
internal sealed class UnnamedDefaultRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerUnnamedDefault;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD age int DEFAULT 0;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD age int CONSTRAINT users_age_default DEFAULT 0;\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD DEFAULT '' FOR name;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE drafts (id int, age int DEFAULT 0);\nALTER TABLE drafts ADD height int DEFAULT 0;\n"),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddColumn add when add.Column.Find(ConstraintKind.Default) is { Name: null } => Found(action, table.Name, add.Column.Name),
        AddConstraint { Constraint: { Kind: ConstraintKind.Default, Name: null, Columns: [var column] } } => Found(action, table.Name, column),
        _ => null,
    };

    private static Hazard Found(AlterAction action, ObjectName table, SqlName column) => new(action, $"{table}.{column}",
        $"the server makes up a name for this default, another on each database, so that no script can drop {column} or its default by name: CONSTRAINT {table.Name}_{column}_default DEFAULT …");
}
