using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>DROP … CASCADE.</summary>
internal sealed class DropCascadeRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropCascade;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax CASCADE;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("DROP VIEW users_with_fax;\nALTER TABLE users DROP COLUMN fax;\n", ExampleTables.Users, "CREATE VIEW users_with_fax AS SELECT fax FROM users;\n"),
        RuleExample.Triggers("DROP TYPE mood CASCADE;\n", "1,1", "CREATE TYPE mood AS ENUM ('good');\n"),
        RuleExample.Safe("CREATE TABLE scratch (id int);\nDROP TABLE scratch CASCADE;\n"),
        RuleExample.Safe("CREATE SCHEMA scratch;\nDROP SCHEMA scratch CASCADE;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        DropObjects { Cascade: true } drop when !drop.Names.All(n => context.IsNew(drop.Kind, n)) => [Hazard(drop, string.Join(", ", drop.Names))],
        AlterTable table when !context.IsNew(table.Name) => table.Actions.Where(IsCascade).Select(a => Hazard(a, table.Name.ToString())),
        _ => [],
    };

    private static bool IsCascade(AlterAction action) => action is DropColumn { Cascade: true } or DropConstraint { Cascade: true };

    private static Hazard Hazard(SqlNode node, string subject) => new(node, subject,
        "CASCADE also drops whatever depends on it, such as views and foreign keys of other tables, and names none of it: drop each of them by name first, and leave CASCADE out");
}
