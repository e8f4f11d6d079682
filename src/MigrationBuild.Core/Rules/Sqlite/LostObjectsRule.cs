using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>A table made anew without its indexes, triggers or AUTOINCREMENT.</summary>
internal sealed class LostObjectsRule : StatementRule<DropObjects>
{
    private const string Users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE INDEX users_by_name ON users (name);\n";

    private const string MakeAnew =
        "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE);\nINSERT INTO new_users (id, name) SELECT id, name FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n";

    private const string Trigger = "CREATE TRIGGER users_change AFTER UPDATE ON users BEGIN SELECT 1; END;\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteLostObjects;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers(MakeAnew, "3,1", Users),
        RuleExample.Safe($"{MakeAnew}CREATE INDEX users_by_name ON users (name);\n", Users),
        RuleExample.Triggers(MakeAnew, "3,1 3,1", Users, Trigger),
        RuleExample.Safe($"{MakeAnew}CREATE INDEX users_name ON users (name);\n{Trigger}", Users, Trigger),
        RuleExample.Safe($"DROP INDEX users_by_name;\n{MakeAnew}", Users),
        RuleExample.Safe("CREATE TABLE new_users (id INTEGER PRIMARY KEY);\nINSERT INTO new_users (id) SELECT id FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n", Users),
        RuleExample.Triggers(MakeAnew, "3,1", "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);\n"),
        RuleExample.Triggers(MakeAnew, "3,1", "CREATE TABLE users (id INTEGER, name TEXT, PRIMARY KEY (id AUTOINCREMENT));\n"),
        RuleExample.Safe("CREATE TABLE new_users (id INTEGER, name TEXT, PRIMARY KEY (id AUTOINCREMENT));\nINSERT INTO new_users (id, name) SELECT id, name FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n", "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);\n"),
        RuleExample.Triggers("ALTER TABLE users RENAME TO old_users;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO users (id, name) SELECT id, name FROM old_users;\nDROP TABLE old_users;\n", "4,1", Users),
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context)
    {
        if (Rebuild.Of(statement, context) is not { } rebuild)
            return [];
        var indexes = context.Schema.IndexesOf(rebuild.Old.Name).Where(i => IsLost(i, rebuild, statement, context))
            .Select(i => (i.Name, What: $"the index {i.Name}", Remedy: $"CREATE INDEX on {rebuild.Name} at the end of the script, or DROP INDEX {i.Name} before it where nobody needs it"));
        var triggers = context.Schema.TriggersOf(rebuild.Old.Name).Where(t => IsLost(t, rebuild, statement, context))
            .Select(t => (t.Name, What: $"the trigger {t.Name}", Remedy: $"CREATE TRIGGER on {rebuild.Name} at the end of the script, or DROP TRIGGER {t.Name} before it where nobody needs it"));
        var numbers = rebuild.Old.Columns.Where(c => c.Generation == ColumnGeneration.AutoIncrement && rebuild.New.Column(c.Name) is { Generation: not ColumnGeneration.AutoIncrement })
            .Select(c => (rebuild.Old.Name, What: $"AUTOINCREMENT of {c.Name}", Remedy: "write it into the new table, else numbers of deleted rows are given again"));
        return indexes.Concat(triggers).Concat(numbers).OrderBy(l => l.What, StringComparer.Ordinal).Select(l => new Hazard(statement, l.Name.ToString(),
            $"{l.What} goes with the old {rebuild.Name}, and the new one has nothing like it: {l.Remedy}"));
    }

    private static bool IsLost(ChainIndex index, Rebuild rebuild, DropObjects drop, RuleContext context) =>
        (rebuild.New.HasUnknownColumns || index.Definition.Columns.OfType<SqlName>().All(c => rebuild.New.Column(c) is not null))
        && !context.Statements.OfType<CreateIndex>().Any(c => rebuild.IsNew(c.Table, c, drop)
            && (index.Name.Name.Equals(c.Name) || c.Columns.SequenceEqual(index.Definition.Columns)));

    private static bool IsLost(ChainTrigger trigger, Rebuild rebuild, DropObjects drop, RuleContext context) =>
        !context.Statements.OfType<CreateObject>().Any(c => c.Kind == ObjectKind.Trigger && c.Table is { } table && rebuild.IsNew(table, c, drop)
            && trigger.Name.Name.Equals(c.Name?.Name));
}
