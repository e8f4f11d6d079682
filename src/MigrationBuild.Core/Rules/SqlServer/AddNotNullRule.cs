using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Shared;

namespace MigrationBuild.Rules.SqlServer;

/// <summary>ADD … NOT NULL without a default.</summary>
internal sealed class AddNotNullRule : AddNotNull
{
    public override DiagnosticDescriptor Descriptor => Descriptors.SqlServerAddNotNull;

    public override IReadOnlyList<string> Covers => [Descriptors.SqlServerConstraintBuilt.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD age int NOT NULL;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD age int NOT NULL CONSTRAINT users_age_default DEFAULT 0;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD age int;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD number int IDENTITY NOT NULL, changed rowversion NOT NULL, twice AS id * 2 PERSISTED NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD age int NOT NULL, CONSTRAINT users_age_default DEFAULT 0 FOR age;\n", ExampleTables.Users),
        RuleExample.Triggers("ALTER TABLE users ADD age int,\n    height int NOT NULL;\n", "2,5", ExampleTables.Users),
        RuleExample.Safe("TRUNCATE TABLE users;\nALTER TABLE users ADD age int NOT NULL;\n", ExampleTables.Users),
        RuleExample.Safe("CREATE TABLE people (id int);\nALTER TABLE people ADD age int NOT NULL;\n"),
    ];
}
