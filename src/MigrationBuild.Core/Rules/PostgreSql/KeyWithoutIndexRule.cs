using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>A foreign key whose columns no index begins with.</summary>
internal sealed class KeyWithoutIndexRule : Rule
{
    private const string Customers = "CREATE TABLE customers (id bigint PRIMARY KEY);\n";

    public override DiagnosticDescriptor Descriptor => Descriptors.KeyWithoutIndex;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);\n", "1,61", Customers),
        RuleExample.Safe("CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);\nCREATE INDEX orders_by_customer ON orders (customer, id);\n", Customers),
        RuleExample.Triggers("ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers NOT VALID;\n", "1,20", ExampleTables.Orders),
        RuleExample.Safe("ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers NOT VALID;\n", ExampleTables.Orders, "CREATE INDEX orders_by_customer ON orders (customer);\n"),
        RuleExample.Safe("CREATE TABLE shares (customer bigint REFERENCES customers, number int, PRIMARY KEY (customer, number));\n", Customers),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) => statement switch
    {
        CreateTable { IsTemporary: false } create => create.AllConstraints.Where(IsKey).Where(k => !IsIndexed(k, create.Name, create.AllConstraints, context)).Select(k => Hazard(k, create.Name, k)),
        AlterTable alter => alter.Actions.SelectMany(a => KeysOf(a).Where(k => !IsIndexed(k, alter.Name, [], context)).Select(k => Hazard(a, alter.Name, k))),
        _ => [],
    };

    private static IEnumerable<TableConstraint> KeysOf(AlterAction action) => action switch
    {
        AddConstraint add when IsKey(add.Constraint) => [add.Constraint],
        AddColumn add => add.Column.Constraints.Where(IsKey),
        _ => [],
    };

    private static bool IsKey(TableConstraint constraint) => constraint.Kind == ConstraintKind.ForeignKey && constraint.Columns.Count > 0;

    // An index may come further down in the script.
    private static bool IsIndexed(TableConstraint key, ObjectName table, IEnumerable<TableConstraint> beside, RuleContext context)
    {
        var known = context.Schema.Tables.Find(table)?.Constraints.Select(c => c.Definition).OfType<TableConstraint>() ?? [];
        var unique = beside.Concat(known).Where(c => c.Kind is ConstraintKind.PrimaryKey or ConstraintKind.Unique).Select(c => c.Columns);
        var indexes = context.Schema.IndexesOf(table).Select(i => i.Definition)
            .Concat(context.Statements.SelectMany(s => s.WithNested()).OfType<CreateIndex>().Where(i => i.Table.Name.Equals(table.Name)))
            .Where(i => !i.IsPartial).Select(i => i.Columns.TakeWhile(c => c is not null).OfType<SqlName>().ToList());
        return unique.Concat(indexes).Any(columns => key.Columns.All(columns.Take(key.Columns.Count).Contains));
    }

    private static Hazard Hazard(SqlNode node, ObjectName table, TableConstraint key) => new(node, table.ToString(),
        $"no index of {table} begins with {string.Join(", ", key.Columns)}: each DELETE from {key.ReferencedTable}, or change of its key, reads all of {table} to look for rows that refer to it; make one, CONCURRENTLY where the table is in use");
}
