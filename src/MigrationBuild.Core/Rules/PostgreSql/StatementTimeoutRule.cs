using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A script that may keep its locks for as long as it likes.</summary>
internal sealed class StatementTimeoutRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NoStatementTimeout;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age int;\nALTER TABLE users ADD COLUMN town text;\n", "1,1", ExampleTables.Users),
        RuleExample.Safe("-- migrate:timeout 30s\nALTER TABLE users ADD COLUMN age int;\n", ExampleTables.Users),
        RuleExample.Safe("SET LOCAL statement_timeout = '30s';\nALTER TABLE users ADD COLUMN age int;\n", ExampleTables.Users),
        RuleExample.Triggers("SET LOCAL statement_timeout = 0;\nTRUNCATE users;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE drafts (id bigint);\nALTER TABLE drafts ADD COLUMN age int;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        if (context.Script.Timeout is not null || LockedTable.InUse(statement, context) is not { } table || HasLimit(statement, context))
            yield break;
        // Once a script.
        if (!context.Before(statement).Any(s => LockedTable.InUse(s, context) is not null && !HasLimit(s, context)))
        {
            yield return new Hazard(statement, table.ToString(),
                $"nothing ends the statement where it takes longer than expected, and nobody can use {table} meanwhile: say how long the step may take, `-- migrate:timeout 30s`");
        }
    }

    private static bool HasLimit(Statement statement, RuleContext context) =>
        context.Setting("statement_timeout", statement) is { } set && Durations.Parse(set.Value) < TimeSpan.MaxValue;
}
