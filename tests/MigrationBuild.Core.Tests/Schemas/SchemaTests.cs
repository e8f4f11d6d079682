using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Schemas;

[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void The_text_is_by_kind_and_name_a_fact_a_line()
    {
        var schema = new Schema([new("view", "v", ["SELECT 1"]), new("table", "b", []), new("table", "a", ["column x", "column y"])]);
        Assert.AreEqual("table a\n    column x\n    column y\ntable b\nview v\n    SELECT 1\n", schema.CanonicalText);
        Assert.AreEqual(TextHash.Of(schema.CanonicalText), schema.Fingerprint);
    }

    [TestMethod]
    [DataRow("DEFAULT 'a\nb'", @"DEFAULT 'a\nb'")]
    [DataRow("DEFAULT 'a\n    b'", "DEFAULT 'a\n   | b'")]
    public void A_line_break_in_a_literal_is_not_what_it_looks_like(string one, string other) =>
        Assert.AreNotEqual(Of("t", one).Fingerprint, Of("t", other).Fingerprint);

    [TestMethod]
    public void A_name_cannot_look_like_a_line_or_another_object()
    {
        Assert.AreNotEqual(Of("t\n    x").Fingerprint, Of("t", "x").Fingerprint);
        Assert.AreNotEqual(Of("t\ntable u").Fingerprint, new Schema([new("table", "t", []), new("table", "u", [])]).Fingerprint);
    }

    private static Schema Of(string name, params string[] lines) => new([new("table", name, lines)]);
}
