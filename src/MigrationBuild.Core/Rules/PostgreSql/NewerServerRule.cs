using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>What came after the oldest PostgreSQL that the script has to run on.</summary>
internal sealed class NewerServerRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NewerServer;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD CONSTRAINT fax_is_there NOT NULL fax;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ALTER COLUMN fax SET NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD CONSTRAINT fax_is_there NOT NULL fax;\n", ExampleTables.Users) with { TargetVersion = "18" },
        RuleExample.Triggers("MERGE INTO users USING drafts ON users.id = drafts.id WHEN MATCHED THEN DO NOTHING;\n", "1,1", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE sums (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);\n", "1,27"),
        RuleExample.Triggers("CREATE OR REPLACE TRIGGER t AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();\n", "1,1", ExampleTables.Users) with { TargetVersion = "13" },
    ];

    // Release notes of each version, section "Changes".
    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        from use in Uses(statement)
        where context.Target < use.Since
        select new Hazard(use.Node, use.What, $"{use.What} came with PostgreSQL {use.Since}, and the oldest one that this has to run on is {context.Target}: write it in words that one knows, or set MigrationTargetVersion");

    private static IEnumerable<(SqlNode Node, string What, ServerVersion Since)> Uses(Statement statement) => statement switch
    {
        MergeRows => [(statement, "MERGE", new(15))],
        CreateObject { Kind: ObjectKind.Trigger, OrReplace: true } => [(statement, "CREATE OR REPLACE TRIGGER", new(14))],
        CreateTable create => create.Columns.Where(IsVirtual).Select(c => ((SqlNode)c, "a virtual generated column", new ServerVersion(18)))
            .Concat(create.Constraints.Where(IsNotNull).Select(c => ((SqlNode)c, "NOT NULL as a constraint of the table", new ServerVersion(18)))),
        AlterTable alter => alter.Actions.SelectMany(Uses),
        _ => [],
    };

    private static IEnumerable<(SqlNode Node, string What, ServerVersion Since)> Uses(AlterAction action) => action switch
    {
        AddConstraint add when IsNotNull(add.Constraint) => [(action, "NOT NULL as a constraint of the table", new(18))],
        AddColumn add when IsVirtual(add.Column) => [(action, "a virtual generated column", new(18))],
        DetachPartition { IsConcurrent: true } or DetachPartition { IsFinalize: true } => [(action, "DETACH PARTITION CONCURRENTLY", new(14))],
        _ => [],
    };

    private static bool IsVirtual(ColumnDefinition column) => column.Generation == ColumnGeneration.Virtual;

    private static bool IsNotNull(TableConstraint constraint) => constraint.Kind == ConstraintKind.NotNull;
}
