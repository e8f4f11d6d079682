using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>RENAME of a table out of the way of a new one: the foreign keys of other tables go along with it.</summary>
internal sealed class MovedReferencesRule : StatementRule<AlterTable>
{
    private const string Tables = "CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE orders (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users (id));\n";

    private const string MakeAnew =
        "ALTER TABLE users RENAME TO old_users;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO users (id) SELECT id FROM old_users;\nDROP TABLE old_users;\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteMovedReferences;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers(MakeAnew, "1,19", Tables),
        RuleExample.Safe("CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new_users (id) SELECT id FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n", Tables),
        RuleExample.Safe($"PRAGMA legacy_alter_table = ON;\n{MakeAnew}", Tables),
        RuleExample.Safe(MakeAnew, "CREATE TABLE users (id INTEGER PRIMARY KEY);\n"),
        RuleExample.Triggers("ALTER TABLE people RENAME TO old_people;\nALTER TABLE new_people RENAME TO people;\n", "1,20", Tables, "ALTER TABLE users RENAME TO people;\nCREATE TABLE new_people (id INTEGER PRIMARY KEY);\n"),
        RuleExample.Safe($"{MakeAnew}ALTER TABLE orders RENAME TO old_orders;\nCREATE TABLE orders (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users (id));\nINSERT INTO orders (id, owner) SELECT id, owner FROM old_orders;\nDROP TABLE old_orders;\n", Tables),
        RuleExample.Safe("ALTER TABLE orders RENAME TO purchases;\nCREATE VIEW orders AS SELECT * FROM purchases;\n", Tables),
    ];

    protected override IEnumerable<Hazard> Check(AlterTable statement, RuleContext context)
    {
        if (context.Schema.Tables.Find(statement.Name) is not { } table || Settings.IsOn("legacy_alter_table", statement, context))
            return [];
        var children = context.Schema.Tables.All.Where(t => t != table && !IsReplaced(t.Name, statement, context) && t.Constraints.Any(c => context.Schema.RefersTo(c, table)))
            .Select(t => t.Name.ToString()).Order(StringComparer.Ordinal).ToList();
        return children.Count == 0 ? []
            : context.Renames(statement).Where(_ => IsReplaced(statement.Name, statement, context)).Select(rename => new Hazard(rename, table.Name.ToString(),
                $"the foreign keys of {string.Join(", ", children)} refer to {rename.NewName} from here on, not to the new {table.Name}: make the new table under another name, copy the rows, drop {table.Name}, and rename the new one"));
    }

    private static bool IsReplaced(ObjectName table, AlterTable rename, RuleContext context) => context.Statements.Where(s => s.Offset > rename.Offset).Any(s => s switch
    {
        CreateTable created => created.Name.Equals(table),
        AlterTable other => context.Renames(other).Any(r => r.NewName.Equals(table.Name)),
        _ => false,
    });
}
