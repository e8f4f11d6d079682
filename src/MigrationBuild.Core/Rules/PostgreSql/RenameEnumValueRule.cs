using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER TYPE … RENAME VALUE.</summary>
internal sealed class RenameEnumValueRule : StatementRule<RenameEnumValue>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.RenameEnumValue;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TYPE mood RENAME VALUE 'good' TO 'fine';\n", "1,1", "CREATE TYPE mood AS ENUM ('good');\n"),
        RuleExample.Safe("ALTER TYPE mood ADD VALUE 'fine' AFTER 'good';\n", "CREATE TYPE mood AS ENUM ('good');\n"),
        RuleExample.Safe("CREATE TYPE mood AS ENUM ('good');\nALTER TYPE mood RENAME VALUE 'good' TO 'fine';\n"),
    ];

    protected override IEnumerable<Hazard> Check(RenameEnumValue statement, RuleContext context)
    {
        if (context.IsNew(ObjectKind.Type, statement.Type))
            yield break;
        yield return new Hazard(statement, statement.Type.ToString(),
            $"the release that is running knows '{statement.Value}' and fails on '{statement.NewValue}': add the new value, let every release that runs know both, and change the rows then");
    }
}
