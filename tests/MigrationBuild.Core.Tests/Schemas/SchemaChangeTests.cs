using MigrationBuild.Schemas;

namespace MigrationBuild.Tests.Schemas;

[TestClass]
public sealed class SchemaChangeTests
{
    private static readonly Schema Before = new([Table("a", "column id integer"), Table("b", "column id integer"), Index("a", "on (id)")]);

    private static readonly Schema After = new([Table("a", "column id bigint"), Index("a", "on (id)"), Index("c", "on (id)")]);

    [TestMethod]
    public void A_change_holds_what_is_gone_and_what_is_other_and_nothing_else()
    {
        var change = SchemaChange.Between(Before, After);

        CollectionAssert.AreEqual(new[] { "table b" }, change.Removed.Select(Title).ToArray());
        CollectionAssert.AreEqual(new[] { "index c", "table a" }, change.Set.Select(Title).ToArray());
    }

    [TestMethod]
    public void A_change_applied_to_what_was_before_gives_what_is_after() =>
        Assert.AreEqual(After.CanonicalText, SchemaChange.Between(Before, After).ApplyTo(Before).CanonicalText);

    [TestMethod]
    public void Equal_schemas_have_no_change() =>
        Assert.IsTrue(SchemaChange.Between(Before, new Schema(Before.Objects.Reverse())).IsEmpty);

    [TestMethod]
    public void The_order_of_columns_counts_only_where_it_is_asked_for()
    {
        var one = new Schema([Table("a", "column x integer", "column y text", "primary key (x)")]);
        var other = new Schema([Table("a", "column y text", "column x integer", "primary key (x)")]);

        Assert.AreEqual(Normal(one, false).Fingerprint, Normal(other, false).Fingerprint);
        Assert.AreNotEqual(Normal(one, true).Fingerprint, Normal(other, true).Fingerprint);
    }

    [TestMethod]
    public void The_order_in_which_a_view_has_taken_the_columns_of_a_table_counts_no_more_than_the_tables()
    {
        var one = new Schema([new SchemaObject("view", "v", ["column x integer", "column y text", " SELECT t.x,", "    t.y", "   FROM t"])]);
        var other = new Schema([new SchemaObject("view", "v", ["column y text", "column x integer", " SELECT t.y,", "    t.x", "   FROM t"])]);

        Assert.IsTrue(SchemaEquivalence.AreSame(Normal(one, false), Normal(other, false)));
        Assert.IsFalse(SchemaEquivalence.AreSame(Normal(one, true), Normal(other, true)));
    }

    [TestMethod]
    public void The_moment_at_which_a_view_was_made_does_not_count()
    {
        var one = new Schema([new SchemaObject("view", "v", ["SELECT '2026-11-20 23:22:10.230241'::timestamp without time zone"])]);
        var other = new Schema([new SchemaObject("view", "v", ["SELECT '2026-11-21 01:02:03.5042+00'::timestamp without time zone"])]);
        var rounded = new Schema([new SchemaObject("view", "v", ["SELECT '2026-11-21 01:02:03.5'::timestamp without time zone"])]);
        var written = new Schema([new SchemaObject("view", "v", ["SELECT '2026-11-20 23:22:10'::timestamp without time zone"])]);
        var endOfDay = new Schema([new SchemaObject("view", "v", ["SELECT '2026-11-20 23:59:59.999'::timestamp without time zone"])]);

        Assert.IsTrue(SchemaEquivalence.AreSame(SchemaEquivalence.WithoutMoments(one), SchemaEquivalence.WithoutMoments(other)));
        Assert.IsTrue(SchemaEquivalence.AreSame(SchemaEquivalence.WithoutMoments(one), SchemaEquivalence.WithoutMoments(rounded)));
        Assert.IsFalse(SchemaEquivalence.AreSame(SchemaEquivalence.WithoutMoments(one), SchemaEquivalence.WithoutMoments(written)));
        Assert.IsFalse(SchemaEquivalence.AreSame(SchemaEquivalence.WithoutMoments(one), SchemaEquivalence.WithoutMoments(endOfDay)));
    }

    [TestMethod]
    [DataRow("a AND (b AND c)", "a AND b AND c", true)]
    [DataRow("((a OR b) OR (c AND d))", "(a OR b OR (c AND d))", true)]
    [DataRow("a AND (b OR c)", "a AND b OR c", false)]
    [DataRow("(a AND b) OR c", "a AND (b OR c)", false)]
    [DataRow("NOT (a AND b) AND c", "NOT a AND b AND c", false)]
    [DataRow("f(a AND b) AND c", "f a AND b AND c", false)]
    [DataRow("(a AND b)::text AND c", "a AND b::text AND c", false)]
    [DataRow("x = ' AND (a AND b)' AND c", "x = ' AND a AND b' AND c", false)]
    [DataRow("x BETWEEN a AND (b AND c)", "x BETWEEN a AND b AND c", false)]
    public void Brackets_count_only_where_they_change_something(string one, string other, bool same)
    {
        Schema Check(string expression) => new([Table("t", "column a integer", $"constraint k CHECK ({expression})")]);

        Assert.AreEqual(same, SchemaEquivalence.AreSame(Normal(Check(one), false), Normal(Check(other), false)));
        Assert.AreEqual(same, SchemaEquivalence.AreSame(Normal(Check(one), true), Normal(Check(other), true)));
    }

    private static Schema Normal(Schema schema, bool withOrder) => SchemaEquivalence.Normalize(schema, withOrder);

    private static SchemaObject Table(string name, params string[] lines) => new("table", name, lines);

    private static SchemaObject Index(string name, params string[] lines) => new("index", name, lines);

    private static string Title(SchemaObject item) => $"{item.Kind} {item.Name}";
}
