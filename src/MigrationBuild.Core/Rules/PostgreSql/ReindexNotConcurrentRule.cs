using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>REINDEX without CONCURRENTLY.</summary>
internal sealed class ReindexNotConcurrentRule : StatementRule<Reindex>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ReindexNotConcurrent;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("REINDEX TABLE orders;\n", "1,1", ExampleTables.Orders),
        RuleExample.Safe("-- migrate:transaction none\nREINDEX TABLE CONCURRENTLY orders;\n", ExampleTables.Orders),
    ];

    protected override IEnumerable<Hazard> Check(Reindex statement, RuleContext context)
    {
        if (statement.IsConcurrent || (statement is { Kind: ObjectKind.Table, Name: { } table } && context.IsNew(table)))
            yield break;
        yield return new Hazard(statement, statement.Name?.ToString() ?? "",
            "nobody can write to the table, nor read by the index, while it is made anew: REINDEX … CONCURRENTLY, in a migration of its own with `-- migrate:transaction none`");
    }
}
