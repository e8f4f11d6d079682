using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER TYPE … ADD VALUE beside other statements.</summary>
internal sealed class AddEnumValueRule : StatementRule<AddEnumValue>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.AddEnumValue;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TYPE mood ADD VALUE 'fair' AFTER 'good';\nUPDATE people SET mood = 'fair' WHERE mood IS NULL;\n", "1,1", "CREATE TYPE mood AS ENUM ('good');\nCREATE TABLE people (mood mood);\n"),
        RuleExample.Safe("ALTER TYPE mood ADD VALUE 'fair' AFTER 'good';\n", "CREATE TYPE mood AS ENUM ('good');\nCREATE TABLE people (mood mood);\n"),
        RuleExample.Safe("CREATE TYPE mood AS ENUM ('good');\nALTER TYPE mood ADD VALUE 'fair';\nCREATE TABLE people (mood mood);\n"),
    ];

    protected override IEnumerable<Hazard> Check(AddEnumValue statement, RuleContext context)
    {
        var isOwnType = context.Before(statement).OfType<CreateEnum>().Any(c => c.Name.Equals(statement.Type));
        if (isOwnType || context.Statements.All(s => s is AddEnumValue or SetSetting or OtherStatement))
            yield break;
        yield return new Hazard(statement, statement.Type.ToString(),
            $"'{statement.Value}' cannot be used before the step is committed, so whatever uses it here fails, and no down script can take it back: add the value in a migration of its own, and use it in a later one");
    }
}
