using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>DETACH PARTITION without CONCURRENTLY.</summary>
internal sealed class DetachPartitionRule : ActionRule<DetachPartition>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DetachPartition;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE events DETACH PARTITION events_2019;\n", "1,20", "CREATE TABLE events (day date) PARTITION BY RANGE (day);\nCREATE TABLE events_2019 PARTITION OF events FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');\n"),
        RuleExample.Safe("-- migrate:transaction none\nALTER TABLE events DETACH PARTITION events_2019 CONCURRENTLY;\n", "CREATE TABLE events (day date) PARTITION BY RANGE (day);\nCREATE TABLE events_2019 PARTITION OF events FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');\n"),
    ];

    protected override Hazard? Check(DetachPartition action, AlterTable table, RuleContext context) =>
        action.IsConcurrent || action.IsFinalize || context.IsNew(action.Partition) ? null
        : new Hazard(action, table.Name.ToString(),
            $"nobody can use {table.Name}, with all its partitions, until the step ends: from PostgreSQL 14 on DETACH PARTITION {action.Partition} CONCURRENTLY, in a migration of its own with `-- migrate:transaction none`")
        {
            Effect = new(EffectKind.Lock, table.Name),
        };
}
