using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>CREATE TYPE … AS ENUM.</summary>
internal sealed class CreateEnumRule : StatementRule<CreateEnum>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.CreateEnum;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TYPE mood AS ENUM ('good', 'bad');\n"),
        RuleExample.Safe("CREATE TABLE moods (name text PRIMARY KEY);\n"),
    ];

    protected override IEnumerable<Hazard> Check(CreateEnum statement, RuleContext context) =>
        [new Hazard(statement, statement.Name.ToString(),
            $"a value of {statement.Name} can never be dropped or moved, and no down script takes back one that was added: hold the values in a table with a foreign key to it, or in a CHECK")];
}
