using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A script that waits for locks without end, or nearly.</summary>
internal sealed class LockTimeoutRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NoLockTimeout;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("SET LOCAL lock_timeout = 0;\nALTER TABLE users ADD COLUMN age int;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age int;\n", ExampleTables.Users),
        RuleExample.Triggers("-- migrate:lock-timeout 10m\nALTER TABLE users ADD COLUMN age int;\n", "2,1", ExampleTables.Users),
        RuleExample.Safe("SET LOCAL lock_timeout = '3s';\nALTER TABLE users ADD COLUMN age int;\n", ExampleTables.Users),
    ];

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context)
    {
        if (LockedTable.InUse(statement, context) is not { } table || LimitOf(statement, context) <= Longest)
            yield break;
        // Once a script: the limit is the same for those that follow.
        var first = context.Before(statement).FirstOrDefault(s => LockedTable.InUse(s, context) is not null && LimitOf(s, context) > Longest);
        if (first is null)
        {
            yield return new Hazard(statement, table.ToString(),
                $"the statement may wait long for its lock on {table}, and everybody who wants the table waits behind it: leave the limit at the two seconds that a deployment sets, after which it steps back and tries again");
        }
    }

    private static TimeSpan LimitOf(Statement statement, RuleContext context)
    {
        var set = context.Setting("lock_timeout", statement);
        return set is null ? context.Script.LockTimeout ?? TimeSpan.Zero : Durations.Parse(set.Value);
    }
}
