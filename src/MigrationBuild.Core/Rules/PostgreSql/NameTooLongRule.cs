using MigrationBuild.Diagnostics;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Names that the server cuts.</summary>
internal sealed class NameTooLongRule : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.NameTooLong;

    public override IReadOnlyList<RuleExample> Examples =>
    [
        RuleExample.Triggers("CREATE TABLE orders_of_customers_who_have_not_bought_anything_for_a_long_while (id bigint);\n"),
        RuleExample.Safe("CREATE TABLE orders_of_sleeping_customers (id bigint);\n"),
        RuleExample.Triggers("ALTER TABLE orders ADD CONSTRAINT the_day_on_which_an_order_was_placed_lies_not_in_the_future_of_it CHECK (day > '2000-01-01') NOT VALID;\n", "1,20", ExampleTables.Orders),
        RuleExample.Triggers("DROP TABLE IF EXISTS orders_of_customers_who_have_not_bought_anything_for_a_long_while;\n"),
    ];

    public override IEnumerable<Hazard> Check(Statement statement, RuleContext context) =>
        Names(statement).Where(n => n.Name.Text.Length > n.Name.Key.Length).Select(n => new Hazard(n.Node, n.Name.Text,
            $"the name {n.Name} has more than the 63 bytes that the server keeps, and becomes {n.Name.Key}: whoever looks for the whole of it, a down script or a tool, finds nothing; shorten it"));

    private static IEnumerable<(SqlNode Node, SqlName Name)> Names(Statement statement) => statement switch
    {
        CreateTable table =>
            [(table, table.Name.Name), .. table.Columns.Select(c => ((SqlNode)c, c.Name)), .. table.AllConstraints.Where(c => c.Name is not null).Select(c => ((SqlNode)c, c.Name!))],
        AlterTable alter => alter.Actions.SelectMany(Names),
        CreateIndex { Name: { } name } index => [(index, name)],
        CreateView view => [(view, view.Name.Name)],
        CreateEnum type => [(type, type.Name.Name)],
        CreateDomain domain => [(domain, domain.Name.Name)],
        CreateRoutine routine => [(routine, routine.Name.Name)],
        CreateObject { Name: { } name } other => [(other, name.Name)],
        RenameObject rename => [(rename, rename.NewName)],
        DropObjects drop => drop.Names.Select(n => ((SqlNode)drop, n.Name)),
        _ => [],
    };

    private static IEnumerable<(SqlNode Node, SqlName Name)> Names(AlterAction action) => action switch
    {
        AddColumn add => [(add, add.Column.Name), .. add.Column.Constraints.Where(c => c.Name is not null).Select(c => ((SqlNode)add, c.Name!))],
        AddConstraint { Constraint.Name: { } name } => [(action, name)],
        RenameColumn rename => [(rename, rename.NewName)],
        RenameTable rename => [(rename, rename.NewName)],
        RenameConstraint rename => [(rename, rename.NewName)],
        _ => [],
    };
}
