using MigrationBuild.Diagnostics;
using MigrationBuild.Rules.Replay;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>DROP CONSTRAINT of a foreign key.</summary>
internal sealed class DropForeignKeyRule : ActionRule<DropConstraint>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.DropForeignKey;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;\n", "1,20", "CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (customer bigint REFERENCES customers);\n"),
        RuleExample.Safe("ALTER TABLE orders\n    DROP CONSTRAINT orders_customer_fkey,\n    ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE NOT VALID;\n",
            "CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (customer bigint REFERENCES customers);\n"),
        RuleExample.Safe("ALTER TABLE users DROP CONSTRAINT fax_is_there;\n", ExampleTables.Users, "ALTER TABLE users ADD CONSTRAINT fax_is_there CHECK (fax IS NOT NULL) NOT VALID;\n"),
    ];

    protected override Hazard? Check(DropConstraint action, AlterTable table, RuleContext context)
    {
        var known = context.Schema.Tables.Find(table.Name)?.Constraint(action.Name);
        var isForeignKey = known?.Definition is null ? LooksLikeOne(action.Name.Key) : known.Definition.Kind == ConstraintKind.ForeignKey && !context.IsNew(known.Origin);
        return !isForeignKey || HasSuccessor(known, table, context) ? null
            : new Hazard(action, $"{table.Name}.{action.Name}",
                $"from now on {table.Name} may refer to rows that are not there, and both tables are locked for all others until the step ends: keep the constraint, or put another in its place in the same step with NOT VALID");
    }

    private static bool LooksLikeOne(string name) =>
        name.EndsWith("_fkey", StringComparison.Ordinal) || name.EndsWith("_fk", StringComparison.Ordinal) || name.StartsWith("fk_", StringComparison.Ordinal);

    private static bool HasSuccessor(ChainConstraint? known, AlterTable table, RuleContext context) =>
        context.Statements.OfType<AlterTable>().Where(a => a.Name.Equals(table.Name)).SelectMany(a => a.Actions).OfType<AddConstraint>()
            .Any(a => a.Constraint.Kind == ConstraintKind.ForeignKey && (known?.Definition is null || known.Definition.Columns.SequenceEqual(a.Constraint.Columns)));
}
