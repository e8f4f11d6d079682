using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD PRIMARY KEY without USING INDEX.</summary>
internal sealed class PrimaryKeyRule : ActionRule<AlterAction>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.PrimaryKeyBuilt;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD PRIMARY KEY (id);\n", "1,19", "CREATE TABLE users (id bigint NOT NULL);\n"),
        RuleExample.Triggers("ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_by_id;\n", "1,19", "CREATE TABLE users (id bigint);\n", "-- migrate:transaction none\nCREATE UNIQUE INDEX CONCURRENTLY users_by_id ON users (id);\n"),
        RuleExample.Safe("ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_by_id;\n", "CREATE TABLE users (id bigint NOT NULL);\n", "-- migrate:transaction none\nCREATE UNIQUE INDEX CONCURRENTLY users_by_id ON users (id);\n"),
    ];

    public override IReadOnlyList<string> Covers => [Descriptors.AddSerial.Code, Descriptors.AddVolatileDefault.Code];

    protected override Hazard? Check(AlterAction action, AlterTable table, RuleContext context) => action switch
    {
        AddConstraint { Constraint: { Kind: ConstraintKind.PrimaryKey, Index: null } } => Hazard(action, table.Name),
        AddColumn add when add.Column.Find(ConstraintKind.PrimaryKey) is not null => Hazard(action, table.Name),
        AddConstraint { Constraint: { Kind: ConstraintKind.PrimaryKey, Index: { } index } } => OfNullable(action, table.Name, index, context),
        _ => null,
    };

    // The key demands NOT NULL of its columns, as SET NOT NULL does.
    private static Hazard? OfNullable(AlterAction action, ObjectName name, SqlName index, RuleContext context)
    {
        var table = context.Schema.Tables.Find(name);
        var columns = context.Schema.Indexes.Find(new ObjectName(name.Schema, index))?.Definition.Columns.OfType<SqlName>() ?? [];
        return columns.FirstOrDefault(c => table?.Column(c) is not null && !KnownNotNull.Is(table, c, context.Target)) is not { } nullable ? null
            : new Hazard(action, $"{name}.{nullable}",
                $"nobody can use {name} while every row of it is read, since {nullable} may be NULL until then: ADD CONSTRAINT … CHECK ({nullable} IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT and SET NOT NULL in migrations before this one")
            {
                Effect = new(EffectKind.Scan, name),
            };
    }

    private static Hazard Hazard(AlterAction action, ObjectName table) => new(action, table.ToString(),
        $"nobody can use {table} while the index behind the key is made: columns NOT NULL first, CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT … PRIMARY KEY USING INDEX")
    {
        Effect = new(EffectKind.Scan, table),
    };
}
