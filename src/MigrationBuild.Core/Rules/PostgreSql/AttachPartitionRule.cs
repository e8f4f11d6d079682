using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ATTACH PARTITION of a table without a check that says what its bounds say.</summary>
internal sealed class AttachPartitionRule : ActionRule<AttachPartition>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AttachPartition;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');\n", "1,20", "CREATE TABLE events (day date) PARTITION BY RANGE (day);\nCREATE TABLE old_events (day date);\n"),
        RuleExample.Safe("ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2019-01-01') TO ('2020-01-01');\n",
            "CREATE TABLE events (day date) PARTITION BY RANGE (day);\nCREATE TABLE old_events (day date);\n",
            "ALTER TABLE old_events ADD CONSTRAINT is_of_2019 CHECK (day IS NOT NULL AND day >= '2019-01-01' AND day < '2020-01-01') NOT VALID;\n", "ALTER TABLE old_events VALIDATE CONSTRAINT is_of_2019;\n"),
        RuleExample.Safe("CREATE TABLE events_2020 (day date);\nALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\n", "CREATE TABLE events (day date) PARTITION BY RANGE (day);\n"),
    ];

    // Whether a check says what the bounds say is for the server to tell; one that is there was most likely made for it.
    protected override Hazard? Check(AttachPartition action, AlterTable table, RuleContext context) =>
        table.Kind == ObjectKind.Index || context.Schema.Indexes.Find(table.Name) is not null || context.IsNew(action.Partition) || HasCheck(context.Schema.Tables.Find(action.Partition)) ? null
        : new Hazard(action, action.Partition.ToString(),
            $"nobody can use {action.Partition} while every row of it is held against the bounds: add a CHECK that says the same as them NOT VALID, VALIDATE CONSTRAINT it in the next migration, and attach the table after that");

    private static bool HasCheck(ChainTable? partition) => partition?.Constraints.Any(c => c.Definition?.Kind is null or ConstraintKind.Check && c.IsValidated) == true;
}
