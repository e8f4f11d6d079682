using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>A call of a function that an application registers, in a statement that a deployment runs.</summary>
/// <remarks>A view, a trigger or a CHECK may call what it likes: only the application runs it.</remarks>
internal sealed class UnknownFunctionRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteUnknownFunction;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("UPDATE users SET fax = normalize_number(fax) WHERE fax <> '';\n", "1,24", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET fax = replace(trim(fax), ' ', '') WHERE fax <> '';\n", ExampleTables.Users),
        RuleExample.Safe("CREATE VIEW faxes AS SELECT normalize_number(fax) AS number FROM users;\nCREATE TABLE f (n VARCHAR(20) CHECK (is_number(n)));\n", ExampleTables.Users),
        RuleExample.Triggers("CREATE INDEX users_by_fax ON users (normalize_number(fax));\n", "1,37", ExampleTables.Users),
        RuleExample.Safe("WITH a(x) AS (SELECT 1), b(y) AS (SELECT max(x) FROM a) INSERT INTO users(id, name) SELECT y, cast(y AS varchar(3)) FROM b WHERE y IN (1, 2) AND NOT EXISTS (SELECT 1 FROM users) ON CONFLICT (id) DO NOTHING;\n", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET fax = unhex(fax) WHERE id = 1;\n", ExampleTables.Users),
        RuleExample.Safe("INSERT INTO users (id, name) SELECT rowid, body FROM mails('word');\n", ExampleTables.Users, "CREATE VIRTUAL TABLE mails USING fts5(body);\n"),
        RuleExample.Safe("SELECT json_extract(value, '$.a'), row_number() OVER (ORDER BY id) FROM users, json_each(users.fax);\n", ExampleTables.Users),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        statement is not (OtherStatement or InsertRows or UpdateRows or DeleteRows or CreateIndex) ? []
        : statement.Uses.Where(u => u.Name.EndsWith("()", StringComparison.Ordinal) && !IsKnown(u.Name[..^2], context)).DistinctBy(u => u.Name).Select(use => new Hazard(use, use.Name,
            $"SQLite has no function {use.Name}, and a deployment has none but SQLite's own, so that the statement fails there: write it with those, or change the rows in the application, which registers {use.Name}"));

    // FROM mails('word') searches a table.
    private static bool IsKnown(string name, RuleContext context) => BuiltInFunctions.Has(name) || context.Schema.Tables.Find(new ObjectName(null, new SqlName(name))) is not null;
}
