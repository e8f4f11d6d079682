using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>SET TABLESPACE of a table, an index or all of them, SET LOGGED, SET UNLOGGED.</summary>
internal sealed class MoveStorageRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.MoveStorage;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders SET UNLOGGED;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("CREATE UNLOGGED TABLE sessions (id bigint);\nALTER TABLE sessions SET LOGGED;\n"),
        RuleExample.Triggers("ALTER TABLE orders SET TABLESPACE fast_disks;\n", "1,20", ExampleTables.Orders),
        RuleExample.Triggers("ALTER INDEX ALL IN TABLESPACE slow_disks OWNED BY shop SET TABLESPACE fast_disks NOWAIT;\n"),
        RuleExample.Safe("ALTER TABLE ALL IN TABLESPACE fast_disks SET TABLESPACE fast_disks;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        AlterTable table when !context.IsNew(table.Name) =>
            table.Actions.Where(a => a is SetTablespace or SetLogged).Select(a => Hazard(a, table.Name.ToString(), table.Name.ToString(), "it")),
        MoveTablespace move when !move.From.Equals(move.To) => [Hazard(move, move.From.ToString(), $"all that is moved out of {move.From}", "any of it")],
        _ => [],
    };

    private static Hazard Hazard(SqlNode node, string subject, string what, string it) => new(node, subject,
        $"every byte of {what} is written anew while nobody can use {it}: leave it to pg_repack, at another time than a deployment, or plan a time without users");
}
