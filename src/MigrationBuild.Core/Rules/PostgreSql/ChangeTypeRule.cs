using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>ALTER COLUMN … TYPE that writes the table anew.</summary>
internal sealed class ChangeTypeRule : ActionRule<AlterColumnType>
{
    public override DiagnosticDescriptor Descriptor => Descriptors.ChangeType;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("ALTER TABLE orders ALTER COLUMN total TYPE bigint;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD COLUMN total_in_cents bigint;\n", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);\n", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ALTER COLUMN id TYPE integer;\n", "CREATE TABLE orders (id serial);\n"),
        RuleExample.Triggers("ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 3);\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE users\n    ALTER COLUMN name TYPE text,\n    ALTER COLUMN code TYPE varchar(20) USING code::varchar(20);\n", "CREATE TABLE users (name varchar(40), code varchar(10));\n"),
        RuleExample.Triggers("ALTER TABLE users ALTER COLUMN seen_at TYPE timestamptz;\n", "1,19", "CREATE TABLE users (seen_at timestamp);\n"),
        RuleExample.Safe("SET LOCAL timezone = 'UTC';\nALTER TABLE users ALTER COLUMN seen_at TYPE timestamptz;\n", "CREATE TABLE users (seen_at timestamp);\n"),
    ];

    protected override Hazard? Check(AlterColumnType action, AlterTable table, RuleContext context)
    {
        var known = context.Schema.Tables.Find(table.Name)?.Column(action.Column);
        if (known?.Type is { } old && TypeChanges.KeepsFile(old, action, IsUtc(table, context), IsIndexed(table, action.Column, context)))
            return null;
        return new Hazard(action, $"{table.Name}.{action.Column}",
            $"{table.Name} and its indexes are written anew while nobody can use them, as the values of {action.Column}{(known?.Type is null ? "" : $" ({known.Type})")} become {action.Type}: add a column of the new type, write both, fill it in portions, and drop the old one in a later release")
        {
            Effect = new(EffectKind.Rewrite, table.Name),
        };
    }

    private static bool IsIndexed(AlterTable table, SqlName column, RuleContext context) =>
        context.Schema.IndexesOf(table.Name).Any(i => i.Definition.Columns.Contains(null) || i.Definition.Columns.Contains(column))
        || context.Schema.Tables.Find(table.Name)!.Constraints.Any(c => c.Definition?.Columns.Contains(column) == true);

    private static bool IsUtc(AlterTable table, RuleContext context) =>
        context.Setting("timezone", table)?.Value is { } zone && zone.Equals("UTC", StringComparison.OrdinalIgnoreCase);
}
