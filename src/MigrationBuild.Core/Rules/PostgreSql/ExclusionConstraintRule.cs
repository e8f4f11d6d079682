using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ADD EXCLUDE.</summary>
internal sealed class ExclusionConstraintRule : ActionRule<AddConstraint>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ExclusionBuilt;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE bookings ADD EXCLUDE USING gist (stay WITH &&);\n", "1,22", "CREATE TABLE bookings (stay tstzrange);\n"),
        RuleExample.Safe("CREATE TABLE new_bookings (stay tstzrange, EXCLUDE USING gist (stay WITH &&));\n", "CREATE TABLE bookings (stay tstzrange);\n"),
    ];

    protected override Hazard? Check(AddConstraint action, AlterTable table, RuleContext context) =>
        action.Constraint.Kind != ConstraintKind.Exclusion ? null
        : new Hazard(action, table.Name.ToString(),
            $"nobody can use {table.Name} while the index behind the constraint is made, and there is no NOT VALID for it: make a new table with the constraint and move the rows, or plan a time without users");
}
