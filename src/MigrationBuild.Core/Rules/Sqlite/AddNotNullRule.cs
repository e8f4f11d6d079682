using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Shared;

namespace MigrationBuild.Rules.Sqlite;

/// <summary>ADD COLUMN … NOT NULL without a default.</summary>
internal sealed class AddNotNullRule : AddNotNull
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqliteAddNotNull;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age INTEGER NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0;\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age INTEGER;\n", ExampleTables.Users),
        RuleExample.Safe("DELETE FROM drafts;\nALTER TABLE drafts ADD COLUMN age INTEGER NOT NULL;\n", "CREATE TABLE drafts (id INTEGER PRIMARY KEY);\n"),
    ];
}
