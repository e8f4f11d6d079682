using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>SET TABLESPACE, SET LOGGED, SET UNLOGGED.</summary>
internal sealed class MoveStorageRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.MoveStorage;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders SET UNLOGGED;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("CREATE UNLOGGED TABLE sessions (id bigint);\nALTER TABLE sessions SET LOGGED;\n"),
        RuleExample.Triggers("ALTER TABLE orders SET TABLESPACE fast_disks;\n", "1,20", ExampleTables.Orders),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) =>
        action is not (SetTablespace or SetLogged) ? null
        : new Hazard(action, table.Name.ToString(),
            $"every byte of {table.Name} is written anew while nobody can use it: leave it to pg_repack, at another time than a deployment, or plan a time without users");
}
