using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A column of the type json.</summary>
internal sealed class JsonRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.Json;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE users ADD COLUMN settings json;\n", "1,19", ExampleTables.Users),
        RuleExample.Safe("ALTER TABLE users ADD COLUMN settings jsonb;\n", ExampleTables.Users),
        RuleExample.Triggers("CREATE TABLE logs (entry json NOT NULL);\n", "1,20"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        TypedColumn.Of(statement).Where(c => c.Type.Name == "json").Select(c => new Hazard(c.Node, c.Subject,
            $"values of the type json cannot be compared, so that SELECT DISTINCT, GROUP BY and UNION over {c.Subject} fail, also those that run today: take jsonb"));
}
