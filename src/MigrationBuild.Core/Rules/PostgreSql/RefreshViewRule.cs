using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>REFRESH MATERIALIZED VIEW without CONCURRENTLY.</summary>
internal sealed class RefreshViewRule : StatementRule<RefreshView>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RefreshView;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("REFRESH MATERIALIZED VIEW sales;\n", "1,1", "CREATE TABLE orders (day date);\nCREATE MATERIALIZED VIEW sales AS SELECT day FROM orders;\n"),
        RuleExample.Safe("REFRESH MATERIALIZED VIEW CONCURRENTLY sales;\n", "CREATE TABLE orders (day date);\nCREATE MATERIALIZED VIEW sales AS SELECT day FROM orders;\nCREATE UNIQUE INDEX sales_by_day ON sales (day);\n"),
        RuleExample.Safe("CREATE MATERIALIZED VIEW sales AS SELECT day FROM orders WITH NO DATA;\nREFRESH MATERIALIZED VIEW sales;\n", "CREATE TABLE orders (day date);\n"),
    ];

    protected override IEnumerable<Hazard> Check(RefreshView statement, RuleContext context)
    {
        if (statement.IsConcurrent || context.IsNew(statement.Name))
            yield break;
        yield return new Hazard(statement, statement.Name.ToString(),
            $"nobody can read {statement.Name} while it is computed anew: REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view");
    }
}
