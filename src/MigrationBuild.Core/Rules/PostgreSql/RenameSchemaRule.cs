using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER SCHEMA … RENAME, SET SCHEMA.</summary>
internal sealed class RenameSchemaRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RenameSchema;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER SCHEMA billing RENAME TO invoicing;\n", "1,1", "CREATE SCHEMA billing;\n"),
        RuleExample.Safe("CREATE SCHEMA invoicing;\n", "CREATE SCHEMA billing;\n"),
        RuleExample.Triggers("ALTER TABLE users SET SCHEMA people;\n", "1,19", ExampleTables.Users, "CREATE SCHEMA people;\n"),
        RuleExample.Safe("CREATE TABLE drafts (id int);\nALTER TABLE drafts SET SCHEMA people;\n", "CREATE SCHEMA people;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        RenameObject { Kind: ObjectKind.Schema } rename when !context.IsNew(rename.Kind, rename.Name) => [Hazard(rename, rename.Name.ToString())],
        AlterTable { Kind: ObjectKind.Table } table when !context.IsNew(table.Name) => table.Actions.OfType<SetTableSchema>().Select(a => Hazard(a, table.Name.ToString())),
        _ => [],
    };

    private static Hazard Hazard(SqlNode node, string subject) => new(node, subject,
        $"the release that is running looks for {subject} where it was and fails: make what is new beside it, let views with the old names lead there, and drop them in a later release");
}
