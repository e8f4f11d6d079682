using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>VACUUM FULL, CLUSTER.</summary>
internal sealed class WriteAnewRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.WriteAnew;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("-- migrate:transaction none\nVACUUM FULL orders;\n", "2,1", ExampleTables.Orders),
        RuleExample.Safe("-- migrate:transaction none\nVACUUM orders;\n", ExampleTables.Orders),
        RuleExample.Triggers("CLUSTER orders USING orders_pkey;\n", "1,1", ExampleTables.Orders),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        Vacuum { IsFull: true } vacuum when vacuum.Tables.Count == 0 || !vacuum.Tables.All(context.IsNew) => [Hazard(vacuum, "VACUUM FULL", string.Join(", ", vacuum.Tables))],
        Cluster { IsConcurrent: false } cluster when cluster.Table is null || !context.IsNew(cluster.Table) => [Hazard(cluster, "CLUSTER", cluster.Table?.ToString() ?? "")],
        _ => [],
    };

    private static Hazard Hazard(Statement statement, string what, string tables) => new(statement, tables,
        $"{what} writes {(tables.Length == 0 ? "all tables" : tables)} anew while nobody can use {(tables.Length == 0 ? "them" : "it")}: a plain VACUUM gives space back for new rows; what really has to be written anew is work for pg_repack, at another time than a deployment");
}
