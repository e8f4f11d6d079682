using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>ADD COLUMN … PRIMARY KEY, UNIQUE, STORED: SQLite can add none of these, the last only to a table without rows.</summary>
internal sealed class AddKeyRule : StatementRule<AlterTable>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteAddKey;

    public override IReadOnlyList<string> Covers => [Descriptors.SqliteAddNotNull.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN email TEXT UNIQUE;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN email TEXT;\nCREATE UNIQUE INDEX users_by_email ON users (email);\n", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE drafts (name TEXT);\nALTER TABLE drafts ADD id INTEGER PRIMARY KEY;\n", "2,20"),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (id * 2) STORED;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN twice INTEGER GENERATED ALWAYS AS (id * 2) VIRTUAL;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE drafts (id INTEGER);\nALTER TABLE drafts ADD twice INTEGER AS (id * 2) STORED;\n"),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context) =>
        from add in statement.Actions.OfType<AddColumn>()
        let what = WhatIsRefused(add.Column, !context.IsNew(statement.Name))
        where what is not null
        select new Hazard(add, $"{statement.Name}.{add.Column.Name}", $"SQLite cannot add a {what.Value.Word} column{what.Value.Where}: {what.Value.Remedy}")
        {
            Effect = new(EffectKind.Failure, statement.Name),
        };

    private static (string Word, string Where, string Remedy)? WhatIsRefused(ColumnDefinition column, bool mayHoldRows) =>
        column.Find(ConstraintKind.PrimaryKey) is not null ? ("PRIMARY KEY", "", "make the table anew with it")
        : column.Find(ConstraintKind.Unique) is not null ? ("UNIQUE", "", "add it without, and CREATE UNIQUE INDEX on it")
        : column.Generation == ColumnGeneration.Stored && mayHoldRows ? ("STORED", " to a table that holds rows", "make it VIRTUAL, or make the table anew with it")
        : null;
}
