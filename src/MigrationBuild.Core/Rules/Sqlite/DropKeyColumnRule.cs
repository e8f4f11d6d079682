using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>DROP COLUMN of a column in a key, or that something else of the schema names.</summary>
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
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, fax TEXT, CHECK (name <> '' OR fax <> ''));\n"),
        RuleExample.Safe("ALTER TABLE users DROP COLUMN fax;\n", "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT CHECK (fax <> '') REFERENCES faxes (number));\n"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT, FOREIGN KEY (fax) REFERENCES faxes (number));\n"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT, area TEXT AS (substr(fax, 1, 3)));\n"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", ExampleTables.Users, "CREATE INDEX users_by_name ON users (name) WHERE fax IS NOT NULL;\n"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", ExampleTables.Users, "CREATE VIEW faxes AS SELECT u.fax FROM users AS u;\n"),
        RuleExample.Safe("ALTER TABLE users DROP COLUMN fax;\n", ExampleTables.Users, "CREATE VIEW everybody AS SELECT * FROM users;\nCREATE TABLE numbers (fax TEXT);\nCREATE VIEW faxes AS SELECT fax FROM numbers;\n"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", ExampleTables.Users, "CREATE TRIGGER users_fax AFTER UPDATE ON users WHEN NEW.fax <> '' BEGIN SELECT 1; END;\n"),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context) =>
        from drop in statement.Actions.OfType<DropColumn>()
        let what = WhatHolds(drop.Column, statement.Name, context)
        where what is not null
        select new Hazard(drop, $"{statement.Name}.{drop.Column}", $"SQLite refuses to drop {drop.Column}, since it is in {what.Value.Holder}: {what.Value.Remedy}")
        {
            Effect = new(EffectKind.Failure, statement.Name),
        };

    private static (string Holder, string Remedy)? WhatHolds(SqlName column, ObjectName name, RuleContext context) =>
        context.Schema.Tables.Find(name) is { } table ? InTable(column, table) ?? Beside(column, table, context.Schema) : null;

    private static (string Holder, string Remedy)? InTable(SqlName column, ChainTable table)
    {
        const string MakeAnew = "make the table anew without it";
        foreach (var constraint in table.Constraints.Select(c => c.Definition).OfType<TableConstraint>())
        {
            var isNamed = constraint.Columns.Contains(column);
            if (isNamed && constraint.Kind == ConstraintKind.PrimaryKey)
                return ("the primary key", MakeAnew);
            if (isNamed && constraint.Kind == ConstraintKind.Unique)
                return ("a UNIQUE constraint", MakeAnew);
            // What stands at the column itself goes with it.
            if (!column.Equals(constraint.AtColumn) && (isNamed || Names(constraint.Expression?.Mentions, column)))
                return (constraint.Kind == ConstraintKind.Check ? "a CHECK" : "a foreign key", MakeAnew);
        }
        return table.Columns.FirstOrDefault(c => IsComputedFrom(c, column)) is { } computed ? ($"the computed column {computed.Name}", $"drop {computed.Name} first") : null;
    }

    private static (string Holder, string Remedy)? Beside(SqlName column, ChainTable table, ChainSchema schema)
    {
        var holders = schema.IndexesOf(table.Name).Where(i => Names(i.Definition.Mentions, column)).Select(i => (Kind: "index", i.Name))
            .Concat(schema.Views.All.Where(v => Reads(v, table, schema) && Names(v.Mentions, column)).Select(v => (Kind: "view", v.Name)))
            .Concat(schema.TriggersOf(table.Name).Where(t => t.Mentions.Any(m => m.Schema?.Key is "new" or "old" && m.Name.Equals(column))).Select(t => (Kind: "trigger", t.Name)));
        var (kind, name) = holders.OrderBy(h => h.Kind, StringComparer.Ordinal).ThenBy(h => h.Name.Name.Key, StringComparer.Ordinal).FirstOrDefault();
        return kind is null ? null : ($"the {kind} {name}", $"DROP {kind.ToUpperInvariant()} {name} first");
    }

    // Of several tables it may be another one's column.
    private static bool Reads(ChainView view, ChainTable table, ChainSchema schema) => view.Sources is [var source] && schema.Tables.Find(source) == table;

    private static bool IsComputedFrom(ChainColumn other, SqlName column) =>
        other.Generation is ColumnGeneration.Stored or ColumnGeneration.Virtual && !other.Name.Equals(column) && Names(other.Default?.Mentions, column);

    private static bool Names(IReadOnlyList<ObjectName>? mentions, SqlName column) => mentions?.Any(m => m.Name.Equals(column)) == true;
}
