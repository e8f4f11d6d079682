using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER TYPE … ADD VALUE without BEFORE or AFTER.</summary>
internal sealed class EnumValueNotPlacedRule : StatementRule<AddEnumValue>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.EnumValueNotPlaced;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TYPE mood ADD VALUE 'fair';\n", "1,1", "CREATE TYPE mood AS ENUM ('bad', 'good');\n"),
        RuleExample.Safe("ALTER TYPE mood ADD VALUE 'fair' BEFORE 'good';\n", "CREATE TYPE mood AS ENUM ('bad', 'good');\n"),
        RuleExample.Safe("CREATE TYPE mood AS ENUM ('bad', 'good');\nALTER TYPE mood ADD VALUE 'best';\n"),
    ];

    protected override IEnumerable<Hazard> Check(AddEnumValue statement, RuleContext context)
    {
        if (statement.IsPlaced || context.IsNew(ObjectKind.Type, statement.Type))
            yield break;
        yield return new Hazard(statement, statement.Type.ToString(),
            $"'{statement.Value}' comes after all other values of {statement.Type}, which ORDER BY and < go by, and no value can be moved or taken back later: say its place by BEFORE or AFTER");
    }
}
