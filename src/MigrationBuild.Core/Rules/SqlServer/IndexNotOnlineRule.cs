using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>CREATE INDEX and ALTER INDEX … REBUILD without ONLINE = ON.</summary>
internal sealed class IndexNotOnlineRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerIndexNotOnline;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE INDEX orders_by_day ON orders (day);\n", "1,1", ExampleTables.Orders),
        RuleExample.Safe("CREATE INDEX orders_by_day ON orders (day) WITH (ONLINE = ON);\n", ExampleTables.Orders),
        RuleExample.Triggers("ALTER INDEX ALL ON orders REBUILD;\n", "1,1", ExampleTables.Orders),
        RuleExample.Safe("ALTER INDEX ALL ON orders REBUILD WITH (ONLINE = ON);\nALTER INDEX ALL ON orders REORGANIZE;\n", ExampleTables.Orders),
        RuleExample.Triggers("IF 1 = 1\nBEGIN\n    CREATE UNIQUE INDEX orders_by_day ON dbo.orders (day) WITH (ONLINE = OFF);\nEND\n", "3,5", ExampleTables.Orders),
        RuleExample.Safe("CREATE TABLE orders (day date);\nCREATE INDEX orders_by_day ON orders (day);\n"),
        RuleExample.Safe("SELECT day INTO #days FROM orders;\nCREATE INDEX days_by_day ON #days (day);\n", ExampleTables.Orders),
        RuleExample.Safe("CREATE INDEX drafts_by_day ON drafts (day);\n", ExampleTables.Orders) with { Unreleased = ["CREATE TABLE drafts (day date);\n"] },
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        CreateIndex { IsConcurrent: false } create when !context.IsNew(create.Table) => [Found(create, create.Table, "made")],
        Reindex { IsConcurrent: false, Name: { } table } rebuild when !context.IsNew(table) => [Found(rebuild, table, "made anew")],
        _ => [],
    };

    private static Hazard Found(Statement statement, ObjectName table, string what) => new(statement, table.ToString(),
        $"nobody can write to {table} while the index is {what}: say WITH (ONLINE = ON), where the edition has it (Enterprise, Developer, Azure SQL)")
    {
        Effect = new(EffectKind.Lock, table),
    };
}
