using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>DROP COLUMN of a column whose default, a constraint of its own, is still there.</summary>
internal sealed class DropDefaultedColumnRule : StatementRule<AlterTable>
{
    private const string Named = "CREATE TABLE users (id bigint PRIMARY KEY, age int CONSTRAINT users_age_default DEFAULT 0);\n";
    private const string Unnamed = "CREATE TABLE users (id bigint PRIMARY KEY, age int DEFAULT 0);\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerDropDefaulted;

    public override IReadOnlyList<string> Covers => [Descriptors.DropColumn.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN age;\n", "1,19", Named),
        RuleExample.Safe("ALTER TABLE users DROP CONSTRAINT users_age_default;\nALTER TABLE users DROP COLUMN age;\n", Named),
        RuleExample.Safe("ALTER TABLE users DROP CONSTRAINT users_age_default, COLUMN age;\n", Named),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN age;\n", "1,19", Unnamed),
        RuleExample.Safe("ALTER TABLE users DROP CONSTRAINT DF__users__age__37A5467C;\nALTER TABLE users DROP COLUMN age;\n", Unnamed),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN height;\n", "1,19", "CREATE TABLE users (id bigint);\nALTER TABLE users ADD height int;\nALTER TABLE users ADD DEFAULT 0 FOR height;\n"),
        RuleExample.Safe("ALTER TABLE users DROP COLUMN fax;\n", ExampleTables.Users),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context)
    {
        // It may drop the default by a name that it looks up.
        if (context.Schema.Tables.Find(statement.Name) is not { } table || context.Before(statement).OfType<UnrecognizedStatement>().Any())
            yield break;
        foreach (var drop in statement.Actions.OfType<DropColumn>())
        {
            if (table.Constraints.FirstOrDefault(c => IsDefaultOf(c, drop.Column)) is { } left && !IsDropped(left, table, statement, context))
            {
                yield return new Hazard(drop, $"{statement.Name}.{drop.Column}",
                    $"the statement fails, since {drop.Column} still has its default, {left.Name?.Text ?? "whose name the server made up (sys.default_constraints has it)"}: "
                    + $"ALTER TABLE {statement.Name} DROP CONSTRAINT {left.Name?.Text ?? "…"} first");
            }
        }
    }

    private static bool IsDefaultOf(ChainConstraint constraint, SqlName column) =>
        constraint.Definition is { Kind: ConstraintKind.Default } definition && definition.Columns.Contains(column);

    // One without a name in the chain may be what an earlier statement drops by a name that the chain does not have.
    private static bool IsDropped(ChainConstraint constraint, ChainTable table, AlterTable statement, RuleContext context)
    {
        var here = statement.Actions.OfType<DropConstraint>();
        if (constraint.Name is not null)
            return here.Any(d => d.Name.Equals(constraint.Name));
        var before = context.Before(statement).OfType<AlterTable>().Where(a => a.Name.Equals(table.Name)).SelectMany(a => a.Actions).OfType<DropConstraint>();
        return before.Concat(here).Any(d => table.Constraint(d.Name) is null);
    }
}
