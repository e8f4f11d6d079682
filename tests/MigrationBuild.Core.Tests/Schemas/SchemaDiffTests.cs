using MigrationBuild.Schemas;

namespace MigrationBuild.Tests.Schemas;

[TestClass]
public sealed class SchemaDiffTests
{
    [TestMethod]
    public void Equal_schemas_differ_in_nothing() =>
        Assert.IsEmpty(SchemaDiff.Between(Of(("table", "t", ["a", "b"])), Of(("table", "t", ["a", "b"]))));

    [TestMethod]
    public void A_changed_line_is_one_gone_and_one_new() =>
        CollectionAssert.AreEqual(
            new[] { "table t: - column email text", "table t: + column email varchar(50)" },
            Diff(Of(("table", "t", ["column id int", "column email text"])), Of(("table", "t", ["column id int", "column email varchar(50)"]))));

    [TestMethod]
    public void Whole_objects_are_one_line_each_in_order_of_kind_and_name() =>
        CollectionAssert.AreEqual(
            new[] { "index i is not expected", "table a is missing", "table c is not expected", "view b is missing" },
            Diff(Of(("table", "a", ["x"]), ("view", "b", ["x"])), Of(("table", "c", ["x"]), ("index", "i", ["x"]))));

    [TestMethod]
    public void Another_order_is_told_where_it_begins() =>
        CollectionAssert.AreEqual(
            new[] { "table t: ~ order: 'b' stands where 'a' is expected" },
            Diff(Of(("table", "t", ["a", "b", "c"])), Of(("table", "t", ["b", "c", "a"]))));

    [TestMethod]
    public void A_line_that_stands_twice_is_counted() =>
        CollectionAssert.AreEqual(new[] { "table t: - a" }, Diff(Of(("table", "t", ["a", "a"])), Of(("table", "t", ["a"]))));

    [TestMethod]
    public void A_line_that_moves_beside_a_change_is_told_too() =>
        CollectionAssert.AreEqual(
            new[] { "table t: - a", "table t: + d", "table t: ~ order: 'c' stands where 'b' is expected" },
            Diff(Of(("table", "t", ["a", "b", "c"])), Of(("table", "t", ["c", "b", "d"]))));

    [TestMethod]
    public void Many_differences_are_counted_after_the_limit()
    {
        var expected = Of([.. Enumerable.Range(0, 9).Select(i => ("table", $"t{i}", new[] { "a" }))]);
        CollectionAssert.AreEqual(new[] { "table t0 is missing", "table t1 is missing", "and 7 more" }, SchemaDiff.Between(expected, Of(), 2).ToArray());
    }

    [TestMethod]
    public void Every_difference_is_one_line_of_output() =>
        CollectionAssert.AreEqual(
            new[] { "table a\\nb: - x\\ny" },
            Diff(Of(("table", "a\nb", ["x\ny"])), Of(("table", "a\nb", []))));

    private static string[] Diff(Schema expected, Schema actual) => [.. SchemaDiff.Between(expected, actual)];

    private static Schema Of(params (string Kind, string Name, string[] Lines)[] objects) =>
        new(objects.Select(o => new SchemaObject(o.Kind, o.Name, o.Lines)));
}
