using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD UNIQUE without USING INDEX, and ADD COLUMN … UNIQUE.</summary>
internal sealed class UniqueConstraintRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.UniqueBuilt;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD CONSTRAINT users_fax UNIQUE (fax);\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD CONSTRAINT users_fax UNIQUE USING INDEX users_by_fax;\n", ExampleTables.Users, "-- migrate:transaction none\nCREATE UNIQUE INDEX CONCURRENTLY users_by_fax ON users (fax);\n"),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN email text UNIQUE;\n", "1,19", ExampleTables.Users),
    ];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.Unique, Index: null } } => Hazard(action, table.Name),
        AddColumn add when add.Column.Find(ConstraintKind.Unique) is not null => Hazard(action, table.Name),
        _ => null,
    };

    private static Hazard Hazard(AlterAction action, ObjectName table) => new(action, table.ToString(),
        $"nobody can use {table} while the index behind the constraint is made: CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT … UNIQUE USING INDEX")
    {
        Effect = new(EffectKind.Scan, table),
    };
}
