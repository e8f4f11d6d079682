using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>CREATE DOMAIN … CHECK.</summary>
internal sealed class DomainWithConstraintRule : StatementRule<CreateDomain>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DomainWithConstraint;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE DOMAIN sku AS text CHECK (length(VALUE) < 20);\n"),
        RuleExample.Safe("CREATE DOMAIN sku AS text;\n"),
        RuleExample.Triggers("CREATE DOMAIN amount AS numeric(12, 2) DEFAULT 0 CONSTRAINT amount_is_positive CHECK (VALUE > 0);\n"),
    ];

    protected override IEnumerable<Hazard> Check(CreateDomain statement, RuleContext context) =>
        statement.Constraints.Count == 0 ? []
        : [new Hazard(statement, statement.Name.ToString(),
            $"a later change of this constraint checks every row of every table that uses {statement.Name}, while nobody can write to them: leave the check to the tables, where each can be added NOT VALID and changed by itself")];
}
