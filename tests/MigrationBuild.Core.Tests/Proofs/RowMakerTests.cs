using MigrationBuild.Drivers;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tests.Proofs;

[TestClass]
public sealed class RowMakerTests
{
    private static readonly ScratchColumn Id = new() { Name = "id", Sql = "id", Values = ["1", "0"], Distinct = n => $"{n + 1}" };

    private static readonly ScratchColumn Name = new() { Name = "name", Sql = "\"name\"", Values = ["'ann'", "''", "'ü'"], IsNullable = true, HasDefault = true };

    [TestMethod]
    public void Ordinary_rows_have_no_edge_of_a_type_but_some_without_a_value_and_some_alike()
    {
        var rows = Make(Table([Id, Name with { HasDefault = false, Distinct = n => $"'{n}'" }], [["id"]])).Plain(0, 8, TextReading.Words).ToList();

        Assert.AreEqual(6, rows.Count(r => r.EndsWith("'ann')", StringComparison.Ordinal)));
        Assert.AreEqual(2, rows.Count(r => r.EndsWith("NULL)", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Ordinary_texts_can_be_taken_for_something_else()
    {
        var settings = new ScratchColumn { Name = "s", Sql = "s", Values = ["'ann'", "'b'"], Distinct = n => $"'{n}'", Readings = new Dictionary<TextReading, string> { [TextReading.Json] = "'{}'" } };

        Assert.AreEqual("INSERT INTO t (s) VALUES ('{}')", Make(Table([settings], [])).Plain(0, 1, TextReading.Json).Single());
        Assert.AreEqual("INSERT INTO t (s) VALUES ('ann')", Make(Table([settings], [])).Plain(0, 1, TextReading.Numbers).Single());
    }

    [TestMethod]
    public void Foreign_keys_that_share_a_column_agree_in_it()
    {
        ScratchColumn Column(string name) => new() { Name = name, Sql = name, Values = ["1"] };
        var parents = new Dictionary<string, TableRows>
        {
            ["networks"] = new(["id"], [["1"], ["2"], ["3"]]),
            ["clients"] = new(["id", "net"], [["10", "1"], ["20", "2"], ["30", "3"]]),
            ["sessions"] = new(["id", "net"], [["100", "3"], ["200", "2"], ["300", "1"]]),
        };
        var table = Table([Column("client"), Column("session"), Column("net")], []) with
        {
            ForeignKeys = [new(["net"], "networks", ["id"]), new(["client", "net"], "clients", ["id", "net"]), new(["session", "net"], "sessions", ["id", "net"])],
        };

        CollectionAssert.AreEqual(
            new[] { "(10, 300, 1)", "(20, 200, 2)", "(30, 100, 3)" },
            new RowMaker(table, parents.GetValueOrDefault).Mixed(0, 3).Select(r => r[(r.IndexOf("VALUES ", StringComparison.Ordinal) + 7)..]).ToArray());
    }

    [TestMethod]
    public void Keys_of_two_tables_do_not_meet()
    {
        var keys = new[] { "orders", "_orders_tmp" }.SelectMany(name => new RowMaker(Table([Id], [["id"]]) with { Name = name }, _ => null).Mixed(0, 24));

        Assert.AreEqual(48, keys.Distinct().Count());
    }

    [TestMethod]
    public void The_first_row_has_the_most_ordinary_values() =>
        Assert.AreEqual("INSERT INTO t (id, \"name\") VALUES (1351, 'ann')", Make(Table([Id, Name], [["id"]])).Mixed(0, 1).Single());

    [TestMethod]
    public void Every_value_and_NULL_and_the_default_come_up()
    {
        var all = string.Join('\n', Make(Table([Id, Name], [["id"]])).Mixed(0, 24));

        StringAssert.Contains(all, "''");
        StringAssert.Contains(all, "'ü'");
        StringAssert.Contains(all, "NULL");
        StringAssert.Contains(all, "(id) VALUES");
    }

    [TestMethod]
    public void A_unique_column_gets_another_value_in_each_row() =>
        Assert.AreEqual(24, Make(Table([Id], [["id"]])).Mixed(0, 24).Distinct().Count());

    [TestMethod]
    public void Rows_of_a_table_that_was_filled_before_repeat_no_value_that_need_not_be_repeated()
    {
        var mail = new ScratchColumn { Name = "mail", Sql = "mail", Values = ["'a'"], Distinct = n => $"'{n}'" };

        Assert.AreEqual(8, Make(Table([mail], [])).Fresh(24, 8).Distinct().Count());
        Assert.AreEqual(1, Make(Table([mail], [])).Mixed(24, 8).Distinct().Count());
    }

    [TestMethod]
    public void A_row_that_must_be_one_of_several_things_is_each_of_them_once()
    {
        ScratchColumn Maybe(string name) => new() { Name = name, Sql = name, Values = ["1"], IsNullable = true };

        CollectionAssert.AreEqual(
            new[] { "INSERT INTO t (a, b) VALUES (1, NULL)", "INSERT INTO t (a, b) VALUES (NULL, 1)" }, Make(Table([Maybe("a"), Maybe("b")], [])).Sparse(0).ToArray());
    }

    [TestMethod]
    public void A_foreign_key_takes_the_parents_values()
    {
        var child = new ScratchColumn { Name = "parent_id", Sql = "parent_id", Values = ["99"] };
        var table = Table([child], []) with { ForeignKeys = [new(["parent_id"], "p", ["id"])] };
        var maker = new RowMaker(table, t => t == "p" ? new TableRows(["id"], [["7"], ["8"]]) : null);

        CollectionAssert.AreEquivalent(new[] { "INSERT INTO t (parent_id) VALUES (7)", "INSERT INTO t (parent_id) VALUES (8)" }, maker.Mixed(0, 8).Distinct().ToArray());
    }

    [TestMethod]
    public void A_table_whose_parent_is_empty_says_so()
    {
        var child = new ScratchColumn { Name = "parent_id", Sql = "parent_id", Values = ["99"] };
        var maker = new RowMaker(Table([child], []) with { ForeignKeys = [new(["parent_id"], "p", ["id"])] }, _ => new TableRows(["id"], []));

        Assert.AreEqual("every row needs one of p, which holds none", maker.WhyNone());
    }

    [TestMethod]
    public void A_first_row_that_must_have_a_parent_in_its_own_table_is_its_own()
    {
        var parent = new ScratchColumn { Name = "parent_id", Sql = "parent_id", Values = ["99"] };
        var table = Table([Id, parent], [["id"]]) with { ForeignKeys = [new(["parent_id"], "t", ["id"])] };

        Assert.AreEqual("INSERT INTO t (id, parent_id) VALUES (1351, 1351)", new RowMaker(table, _ => new TableRows(["id", "parent_id"], [])).Mixed(0, 1).Single());
    }

    [TestMethod]
    public void A_type_that_nobody_knows_is_named()
    {
        var odd = new ScratchColumn { Name = "odd", Sql = "odd" };

        Assert.AreEqual("no value is known for the type of odd", Make(Table([odd], [])).WhyNone());
        Assert.IsNull(Make(Table([odd with { IsNullable = true }], [])).WhyNone());
    }

    [TestMethod]
    public void A_key_that_the_engine_counts_up_starts_high() =>
        Assert.AreEqual("INSERT INTO t (id) VALUES (1351)", Make(Table([Id with { IsAutomatic = true }], [["id"]])).Mixed(0, 1).Single());

    [TestMethod]
    public void A_table_of_automatic_columns_gets_default_rows() =>
        Assert.AreEqual("INSERT INTO t DEFAULT VALUES", Make(Table([Id with { IsAutomatic = true }], [])).Mixed(0, 1).Single());

    private static RowMaker Make(ScratchTable table) => new(table, _ => null);

    private static ScratchTable Table(IReadOnlyList<ScratchColumn> columns, IReadOnlyList<IReadOnlyList<string>> keys) => new("t", "t", columns, keys, []);
}
