using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Shared;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD COLUMN … NOT NULL without a default.</summary>
internal sealed class AddNotNullRule : AddNotNull
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddNotNull;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN age integer NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer NOT NULL DEFAULT 0;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN age integer;\n", ExampleTables.Users),
        RuleExample.Safe("TRUNCATE users;\nALTER TABLE users ADD COLUMN age integer NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE people (id int);\nALTER TABLE people ADD COLUMN age integer NOT NULL;\n"),
    ];

    public override IReadOnlyList<string> Covers => [Descriptors.PrimaryKeyBuilt.Code, Descriptors.UniqueBuilt.Code, Descriptors.ForeignKeyValidated.Code];
}
