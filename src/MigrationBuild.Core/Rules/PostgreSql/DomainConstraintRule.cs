using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER DOMAIN … ADD CHECK without NOT VALID.</summary>
internal sealed class DomainConstraintRule : StatementRule<AlterDomain>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DomainValidated;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER DOMAIN sku ADD CONSTRAINT sku_is_short CHECK (length(VALUE) < 20);\n", "1,18", "CREATE DOMAIN sku AS text;\n"),
        RuleExample.Safe("ALTER DOMAIN sku ADD CONSTRAINT sku_is_short CHECK (length(VALUE) < 20) NOT VALID;\n", "CREATE DOMAIN sku AS text;\n"),
        RuleExample.Safe("ALTER DOMAIN sku ADD CHECK (length(VALUE) < 20);\n", "CREATE TABLE a (b int);\n") with { Unreleased = ["CREATE DOMAIN sku AS text;\n"] },
        RuleExample.Safe("CREATE DOMAIN sku AS text;\nALTER DOMAIN sku ADD CHECK (length(VALUE) < 20);\n"),
    ];

    protected override IEnumerable<Hazard> Check(AlterDomain statement, RuleContext context) =>
        context.IsNew(ObjectKind.Domain, statement.Name) ? []
        : statement.Actions.Where(a => a is AddConstraint { Constraint.IsNotValid: false } or SetNotNull).Select(action => new Hazard(action, statement.Name.ToString(),
            $"nobody can write to any table that uses {statement.Name} while all their rows are checked: add the constraint NOT VALID, and VALIDATE CONSTRAINT it in a later migration"));
}
