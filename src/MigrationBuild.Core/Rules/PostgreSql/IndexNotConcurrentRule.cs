using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>CREATE INDEX without CONCURRENTLY.</summary>
internal sealed class IndexNotConcurrentRule : StatementRule<CreateIndex>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.IndexNotConcurrent;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE INDEX orders_by_day ON orders (day);\n", "1,1", ExampleTables.Orders),
        RuleExample.Safe("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY orders_by_day ON orders (day);\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE orders (day date);\nCREATE INDEX orders_by_day ON orders (day);\n"),
        RuleExample.Safe("CREATE INDEX drafts_by_day ON drafts (day);\n", ExampleTables.Orders) with { Unreleased = ["CREATE TABLE drafts (day date);\n"] },
        RuleExample.Triggers("DO $$ BEGIN\n  IF true THEN\n    CREATE UNIQUE INDEX orders_by_day ON public.orders (day);\n  END IF;\nEND $$;\n", "3,5", ExampleTables.Orders),
        RuleExample.Safe("CREATE INDEX parts_by_day ON ONLY parts (day);\n", "CREATE TABLE parts (day date) PARTITION BY RANGE (day);\n"),
    ];

    protected override IEnumerable<Hazard> Check(CreateIndex statement, RuleContext context)
    {
        // On the partitioned table alone it is made for no rows; its partitions' indexes are attached to it.
        if (statement.IsConcurrent || statement.Only || context.IsNew(statement.Table))
            yield break;
        yield return new Hazard(statement, statement.Table.ToString(),
            $"nobody can write to {statement.Table} while the index is made: CREATE INDEX CONCURRENTLY, in a migration of its own with `-- migrate:transaction none`")
        {
            Effect = new(EffectKind.Lock, statement.Table),
        };
    }
}
