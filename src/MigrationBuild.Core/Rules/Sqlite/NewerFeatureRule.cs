using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>A function or a form of a statement that came after the oldest SQLite that the script has to run on.</summary>
internal sealed class NewerFeatureRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteNewerFeature;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("UPDATE users SET fax = unhex(fax) WHERE fax LIKE '00%';\n", "1,24", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET fax = substr(fax, 3) WHERE fax LIKE '00%';\n", ExampleTables.Users),
        RuleExample.Safe("UPDATE users SET fax = unhex(fax) WHERE fax LIKE '00%';\n", ExampleTables.Users) with { TargetVersion = "3.41" },
        RuleExample.Triggers("CREATE VIEW names AS SELECT string_agg(name, ', ') AS list, data ->> 'a' AS a FROM users;\n", "1,29 1,66", "CREATE TABLE users (name TEXT, data TEXT);\n"),
        RuleExample.Triggers("INSERT INTO users (id, name) SELECT key, value FROM jsonb_each('[1]') WHERE true;\n", "1,53", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE prices (amount INTEGER) STRICT;\n", "1,38"),
        RuleExample.Triggers("ALTER TABLE users DROP COLUMN fax;\n", "1,19", ExampleTables.Users) with { TargetVersion = "3.34" },
        RuleExample.Safe("DELETE FROM users WHERE id = 1 RETURNING id;\nINSERT INTO users (id, name) VALUES (1, 'a') ON CONFLICT DO NOTHING;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE concat (concat_ws TEXT);\nINSERT INTO concat (concat_ws) VALUES ('unhex(1)');\nCREATE INDEX by_word ON concat (concat_ws);\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        from feature in statement.Uses.DistinctBy(u => u.Name)
        where FeatureVersions.Since(feature.Name) is { } since && context.Target < since
        select new Hazard(feature, feature.Name,
            $"{feature.Name} came with SQLite {FeatureVersions.Since(feature.Name)}, and the oldest one that this has to run on is {context.Target}: write it in words that one knows, or set MigrationTargetVersion where every SQLite that meets it is newer");
}
