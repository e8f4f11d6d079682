using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>A table made anew by a copy that leaves a column out: DROP COLUMN in other words.</summary>
internal sealed class LostColumnRule : StatementRule<DropObjects>
{
    private const string New = "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT, fax TEXT);\n";

    private const string Rest = "DROP TABLE users;\nALTER TABLE new_users RENAME TO users;\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteLostColumn;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers($"{New}INSERT INTO new_users (id, name) SELECT id, name FROM users;\n{Rest}", "3,1", ExampleTables.Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, name, fax) SELECT id, name, fax FROM users;\n{Rest}", ExampleTables.Users),
        RuleExample.Triggers($"CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new_users SELECT id, name FROM users;\n{Rest}", "3,1", ExampleTables.Users),
        RuleExample.Safe($"CREATE TABLE new_users (id INTEGER PRIMARY KEY, title TEXT);\nINSERT INTO new_users (id, title) SELECT id, name || coalesce(\"fax\", '') FROM users;\n{Rest}", ExampleTables.Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, name) SELECT id, name FROM users;\n{Rest}", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, twice INTEGER AS (id * 2));\n"),
        RuleExample.Triggers("ALTER TABLE users RENAME TO old_users;\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO users (id, name) SELECT id, name FROM old_users;\nDROP TABLE old_users;\n", "4,1", ExampleTables.Users),
        RuleExample.Safe($"{New}INSERT INTO new_users (id, name, fax) SELECT u.* FROM users AS u;\n{Rest}", ExampleTables.Users),
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context)
    {
        if (Rebuild.Of(statement, context) is not { } rebuild)
            return [];
        var copies = context.Before(statement).OfType<InsertRows>()
            .Where(i => i.Sources.Any(s => s.Name.Equals(rebuild.Old.Name.Name)) && rebuild.IsNew(i.Table, i, statement)).ToList();
        if (copies.Count == 0 || copies.Exists(c => c.SelectsStar))
            return [];
        return rebuild.Old.Columns
            .Where(c => c.Generation is not (ColumnGeneration.Stored or ColumnGeneration.Virtual) && !context.IsNew(rebuild.Old.Name, c.Name) && !copies.Exists(i => i.Mentions.Any(m => m.Name.Equals(c.Name))))
            .Select(c => new Hazard(statement, $"{rebuild.Name}.{c.Name}",
                $"the values of {rebuild.Name}.{c.Name} are gone for good, since the copy into the new table leaves the column out: copy it, or let a release pass that does not use it, and leave it out then"));
    }
}
