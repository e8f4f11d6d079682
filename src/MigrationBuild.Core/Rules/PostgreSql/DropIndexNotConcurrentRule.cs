using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>DROP INDEX without CONCURRENTLY.</summary>
internal sealed class DropIndexNotConcurrentRule : StatementRule<DropObjects>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropIndexNotConcurrent;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("DROP INDEX orders_by_day;\n", "1,1", "CREATE TABLE orders (day date);\nCREATE INDEX orders_by_day ON orders (day);\n"),
        RuleExample.Safe("-- migrate:transaction none\nDROP INDEX CONCURRENTLY orders_by_day;\n", "CREATE TABLE orders (day date);\nCREATE INDEX orders_by_day ON orders (day);\n"),
        RuleExample.Safe("CREATE TABLE orders (day date);\nCREATE INDEX orders_by_day ON orders (day);\nDROP INDEX orders_by_day;\n"),
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context) =>
        statement.Kind != ObjectKind.Index || statement.IsConcurrent ? []
        : statement.Names.Where(n => !context.IsNew(statement.Kind, n)).Select(name => new Hazard(statement, name.ToString(),
            $"DROP INDEX waits for every query on the index's table, and all new ones wait behind it: DROP INDEX CONCURRENTLY {name}, in a migration of its own with `-- migrate:transaction none`"));
}
