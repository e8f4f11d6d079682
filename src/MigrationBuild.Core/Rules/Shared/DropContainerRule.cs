using MigrationBuild.Diagnostics;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.Shared;

/// <summary>DROP SCHEMA, DATABASE, TABLESPACE.</summary>
internal sealed class DropContainerRule : StatementRule<DropObjects>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropContainer;

    public override IReadOnlyList<string> Engines => [EngineNames.PostgreSql, EngineNames.SqlServer];

    public override IReadOnlyList<string> Covers => [Descriptors.DropCascade.Code];

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("DROP SCHEMA billing;\n", "1,1", "CREATE SCHEMA billing;\n"),
        RuleExample.Safe("DROP TABLE IF EXISTS billing.drafts;\n", "CREATE SCHEMA billing;\n"),
        RuleExample.Triggers("-- migrate:transaction none\nDROP DATABASE IF EXISTS old;\n", "2,1") with { Engine = EngineNames.PostgreSql },
    ];

    protected override IEnumerable<Hazard> Check(DropObjects statement, RuleContext context) =>
        statement.Kind is not (ObjectKind.Schema or ObjectKind.Database or ObjectKind.Tablespace) ? []
        : statement.Names.Where(n => !context.IsNew(statement.Kind, n)).Select(name => new Hazard(statement, name.ToString(),
            $"the {statement.Kind.ToString().ToLowerInvariant()} {name} is gone for good with all that is in it: drop what is in it by name, each when nothing uses it any more"));
}
