using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>USE: another database than the one that is migrated.</summary>
internal sealed class UseDatabaseRule : StatementRule<UseDatabase>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerUseDatabase;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("USE shop;\nGO\nALTER TABLE users ADD age int;\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD age int;\n", ExampleTables.Users),
    ];

    protected override IEnumerable<Hazard> Check(UseDatabase statement, RuleContext context) =>
    [
        new Hazard(statement, statement.Database.Text,
            $"whatever runs after it in this session, later migrations and their history too, is for {statement.Database} and not for the database that is deployed to: remove it, the connection names the database"),
    ];
}
