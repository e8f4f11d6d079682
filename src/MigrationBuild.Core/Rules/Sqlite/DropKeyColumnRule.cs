using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>DROP COLUMN of a column in a key or an index.</summary>
internal sealed class DropKeyColumnRule : StatementRule<AlterTable>
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, fax TEXT);\nCREATE INDEX users_by_fax ON users (fax);\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteDropKeyColumn;

    public override IReadOnlyList<string> Covers => [Descriptors.DropColumn.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", Users),
        RuleExample.Safe("DROP INDEX users_by_fax;\nALTER TABLE users DROP COLUMN fax; -- migrate:allow MB3005 nobody has one\n", Users),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN id;\n", "1,19", Users),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN name;\n", "1,19", Users),
        RuleExample.Safe("ALTER TABLE users DROP COLUMN fax; -- migrate:allow MB3005 nobody has one\n", ExampleTables.Users),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context) =>
        from drop in statement.Actions.OfType<DropColumn>()
        let what = WhatHolds(drop.Column, statement.Name, context)
        where what is not null
        select new Hazard(drop, $"{statement.Name}.{drop.Column}", $"SQLite refuses to drop {drop.Column}, since it is in {what.Value.Holder}: {what.Value.Remedy}")
        {
            Effect = new(EffectKind.Failure, statement.Name),
        };

    private static (string Holder, string Remedy)? WhatHolds(SqlName column, ObjectName table, RuleContext context)
    {
        var constraints = context.Schema.Tables.Find(table)?.Constraints.Where(c => c.Definition?.Columns.Contains(column) == true).ToList() ?? [];
        if (constraints.Exists(c => c.Definition!.Kind == ConstraintKind.PrimaryKey))
            return ("the primary key", "make the table anew without it");
        if (constraints.Exists(c => c.Definition!.Kind == ConstraintKind.Unique))
            return ("a UNIQUE constraint", "make the table anew without it");
        return context.Schema.IndexesOf(table).Where(i => i.Definition.Columns.Contains(column)).MinBy(i => i.Name.Name.Key, StringComparer.Ordinal) is { } index
            ? ($"the index {index.Name}", $"DROP INDEX {index.Name} first")
            : null;
    }
}
