using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>DROP TABLE of a parent with foreign keys switched on.</summary>
/// <remarks>
/// A deployment switches them off before every script, and a script that runs in a transaction cannot switch them on; only one outside can.
/// </remarks>
internal sealed class CascadeRule : StatementRule<DropObjects>
{
    private const string Tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE orders (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users (id) ON DELETE CASCADE);\n";

    private const string MakeAnew =
        "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new_users (id) SELECT id FROM users;\nDROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteCascade;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers($"-- migrate:transaction none\nPRAGMA foreign_keys = ON;\n{MakeAnew}", "5,1", Tables),
        RuleExample.Safe(MakeAnew, Tables),
        RuleExample.Safe($"PRAGMA foreign_keys = ON;\n{MakeAnew}", Tables),
        RuleExample.Safe($"-- migrate:transaction none\nPRAGMA foreign_keys = ON;\nPRAGMA foreign_keys(0);\n{MakeAnew}", Tables),
        RuleExample.Safe("-- migrate:transaction none\nPRAGMA foreign_keys = ON;\n-- migrate:allow MB3004 nobody reads it\nDROP TABLE orders;\n", Tables),
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context)
    {
        if (statement.Kind != ObjectKind.Table || context.Script.Transactional || !Settings.IsOn("foreign_keys", statement, context))
            return [];
        return from name in statement.Names
               let parent = context.Schema.Tables.Find(name)
               where parent is not null
               let children = context.Schema.Tables.All.Where(t => t != parent && t.Constraints.Any(c => Changes(c, parent, context))).Select(t => t.Name.ToString()).Order(StringComparer.Ordinal).ToList()
               where children.Count > 0
               select new Hazard(statement, name.ToString(),
                   $"the rows of {string.Join(", ", children)} that refer to {name} are deleted or changed with it, since the script switches foreign keys on: leave PRAGMA foreign_keys out, a deployment checks the keys when all steps are done");
    }

    private static bool Changes(ChainConstraint constraint, ChainTable parent, RuleContext context) =>
        context.Schema.RefersTo(constraint, parent) && constraint.Definition?.OnDelete is "CASCADE" or "SET NULL" or "SET DEFAULT";
}
