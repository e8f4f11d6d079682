using MigrationBuild.Drivers;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tests.Proofs;

[TestClass]
public sealed class RowChangesTests
{
    private static readonly TableRows Before = new(["id", "email"], [["1", "'a'"], ["2", "'b'"], ["3", "NULL"]]);

    [TestMethod]
    public void Rows_in_another_order_and_columns_in_another_order_are_the_same() =>
        Expect("", new(["email", "id"], [["NULL", "3"], ["'b'", "2"], ["'a'", "1"]]));

    [TestMethod]
    public void Lost_values_are_counted_and_one_is_shown() =>
        Expect("users.email: 2 of 3 values are lost (for example 'a' before, NULL now)", new(["id", "email"], [["1", "NULL"], ["2", "NULL"], ["3", "NULL"]]));

    [TestMethod]
    public void Values_that_came_where_none_was_are_not_called_lost() =>
        Expect("users.email: 1 of 3 values are no longer NULL (for example NULL before, '' now)", new(["id", "email"], [["1", "'a'"], ["2", "'b'"], ["3", "''"]]));

    [TestMethod]
    public void Values_that_became_others_are_told_from_lost_ones() =>
        Expect("users.email: 1 of 3 values are other ones (for example 'b' before, 'c' now)", new(["id", "email"], [["1", "'a'"], ["2", "'c'"], ["3", "NULL"]]));

    [TestMethod]
    public void What_a_script_may_make_anew_in_each_run_is_no_part_of_the_fact() =>
        Assert.AreEqual("t.a: 1 of 1 values are no longer NULL", RowChanges.Between("t", new TableRows(["a"], [["NULL"]]), new TableRows(["a"], [["'5c1f'"]])).Single().Fact);

    [TestMethod]
    public void Lost_rows_are_counted() => Expect("users: 2 of 3 rows are lost", new(["id", "email"], [["1", "'a'"]]));

    [TestMethod]
    public void Rows_that_are_left_over_are_counted() =>
        Expect("users: 1 row more than the 3 before", new(["id", "email"], [["1", "'a'"], ["2", "'b'"], ["3", "NULL"], ["4", "NULL"]]));

    [TestMethod]
    public void Values_that_changed_places_are_found() =>
        Expect("users: values have moved from one row to another", new(["id", "email"], [["2", "'a'"], ["1", "'b'"], ["3", "NULL"]]));

    [TestMethod]
    public void A_value_that_equals_two_others_joined_is_not_mistaken_for_them()
    {
        var two = new TableRows(["a", "b"], [["'x, y'", "'z'"]]);

        Assert.AreEqual(0, RowChanges.Between("t", two, two).Count);
        Assert.AreEqual(2, RowChanges.Between("t", two, new TableRows(["a", "b"], [["'x'", "'y, z'"]])).Count);
    }

    [TestMethod]
    public void A_long_value_is_cut()
    {
        var changes = RowChanges.Between("t", new TableRows(["a"], [[$"'{new string('x', 500)}'"]]), new TableRows(["a"], [["NULL"]]));

        Assert.IsTrue(changes.Single().ToString().Length < 150, changes.Single().ToString());
    }

    private static void Expect(string expected, TableRows after) =>
        Assert.AreEqual(expected, string.Join("; ", RowChanges.Between("users", Before, after)));
}
