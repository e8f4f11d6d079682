using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>CREATE TRIGGER, DROP TRIGGER, ENABLE and DISABLE TRIGGER.</summary>
internal sealed class TriggerRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.TriggerChanged;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TRIGGER users_change AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE drafts (id bigint);\nCREATE TRIGGER drafts_change AFTER UPDATE ON drafts FOR EACH ROW EXECUTE FUNCTION note();\n", ExampleTables.Users),
        RuleExample.Triggers("DROP TRIGGER users_change ON users;\n", "1,1", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users DISABLE TRIGGER users_change;\n", "1,19", ExampleTables.Users),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        CreateObject { Kind: ObjectKind.Trigger, Table: { } table } when !context.IsNew(table) => [Hazard(statement, table, "write to")],
        DropObjects { Kind: ObjectKind.Trigger, Table: { } table } when !context.IsNew(table) => [Hazard(statement, table, "use")],
        AlterTable alter when !context.IsNew(alter.Name) => alter.Actions.OfType<SetTrigger>().Select(a => Hazard(a, alter.Name, "write to")),
        _ => [],
    };

    private static Hazard Hazard(SqlNode node, ObjectName table, string what) => new(node, table.ToString(),
        $"nobody can {what} {table} until the step ends, and what the application writes from then on goes another way than before: give it a migration of its own, with few other statements")
    {
        Effect = new(EffectKind.Lock, table),
    };
}
