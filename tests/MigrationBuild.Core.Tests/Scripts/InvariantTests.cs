using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Invariants;

namespace MigrationBuild.Tests.Scripts;

[TestClass]
public sealed class InvariantTests
{
    [TestMethod]
    [DataRow("rows(t)", "Rows - t - -")]
    [DataRow(" ROWS ( shop . orders ) ", "Rows shop orders - -")]
    [DataRow("rows(\"a.b\".\"say \"\"hi\"\"\")", "Rows a.b' say \"hi\"' - -")]
    [DataRow("rows([a] b)", null)]
    [DataRow("rows([a b])", "Rows - a b' - -")]
    [DataRow("rows(`a``b`)", "Rows - a`b' - -")]
    [DataRow("checksum(t)", "Checksum - t - -")]
    [DataRow("checksum(t.*)", "Checksum - t - -")]
    [DataRow("checksum(t.c)", "Checksum - t c -")]
    [DataRow("checksum(s.t.c)", "Checksum s t c -")]
    [DataRow("checksum(s.t.*)", "Checksum s t - -")]
    [DataRow("checksum(t.c, sample 1000)", "Checksum - t c 1000")]
    [DataRow("Checksum(t ,Sample 1)", "Checksum - t - 1")]
    [DataRow("orphans(t)", "Orphans - t - -")]
    [DataRow("orphans(s.t.c)", "Orphans s t c -")]
    [DataRow("unvalidated()", "Unvalidated - - - -")]
    [DataRow("invalid_indexes( )", "InvalidIndexes - - - -")]
    public void Invariant_is_its_names_and_nothing_else(string text, string? expected)
    {
        var invariant = Invariant.Parse(text, out var mistake);
        Assert.AreEqual(expected, invariant is null ? null : $"{invariant.Kind} {Shown(invariant.Schema)} {Shown(invariant.Table)} {Shown(invariant.Column)} {invariant.Sample?.ToString() ?? "-"}", mistake);

        static string Shown(WrittenName? name) => name is null ? "-" : name.IsQuoted ? name.Text + "'" : name.Text;
    }

    [TestMethod]
    [DataRow("rows", null), DataRow("SELECT count(*) FROM rows", null), DataRow("rowsof(t)", null), DataRow("", null), DataRow("VALUES (1)", null)]
    [DataRow("rows(t", "the parenthesis is not closed"), DataRow("rows(", "a name is missing"), DataRow("rows(t) x", "'x' follows the parenthesis")]
    [DataRow("rows(a.b.c)", "too many parts"), DataRow("checksum(a.b.c.d)", "too many parts"), DataRow("rows(*)", "* stands for all columns"), DataRow("rows(a.*)", "* stands for all columns"), DataRow("checksum(*.a)", "* stands for all columns")]
    [DataRow("rows(t; DROP TABLE t)", "does not belong there"), DataRow("rows('t')", "a name is missing"), DataRow("rows(\"t)", "not closed"), DataRow("rows(\"\")", "a name is missing"), DataRow("rows(t, sample 5)", "does not belong there")]
    [DataRow("checksum(t, sample 0)", "no number of rows"), DataRow("checksum(t, sample -1)", "no number of rows"), DataRow("checksum(t, sample 1000001)", "no number of rows"), DataRow("checksum(t, top 5)", "'sample N'"), DataRow("unvalidated(t)", "does not belong there")]
    public void What_only_looks_like_one_is_a_mistake_and_what_does_not_is_a_query(string text, string? expected)
    {
        Assert.IsNull(Invariant.Parse(text, out var mistake));
        if (expected is null)
            Assert.IsNull(mistake);
        else
            Assert.Contains(expected, mistake!);
    }

    [TestMethod]
    public void Any_text_is_read_without_an_exception()
    {
        var random = new Random(7);
        const string letters = "rows(checksum,orphans). \"`[]*;'sample5\u00e4\U0001f600";
        for (var i = 0; i < 20_000; i++)
        {
            var text = "checksum(" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(letters.Length)]));
            Assert.IsFalse(Invariant.Parse(text, out var mistake) is not null && mistake is not null, text);
        }
    }

    [TestMethod]
    [DataRow("rows(t) = 3", "rows(t)|=|3"), DataRow("SELECT a = b FROM t >= 1.5", "SELECT a = b FROM t|>=|1.5"), DataRow("rows(t) <= same", "rows(t)|<=|same"), DataRow("checksum(t) != same", "checksum(t)|!=|same")]
    [DataRow("SELECT count(*) FROM t WHERE a >= 2 = 5", "SELECT count(*) FROM t WHERE a >= 2|=|5"), DataRow("rows(t)=3", null), DataRow(" = 3", null), DataRow("rows(t) = ", null)]
    public void Last_comparison_splits(string text, string? expected)
    {
        var script = Parse(text);
        Assert.AreEqual(expected, script is null ? null : $"{script.Query}|{script.Symbol}|{script.Value}");
    }

    [TestMethod]
    [DataRow("x = 3", "3", true), DataRow("x = 3", "3.0", false), DataRow("x != 3", "4", true), DataRow("x != 3", "3", false), DataRow("x >= 3", "3", true), DataRow("x >= 3", "2.9", false)]
    [DataRow("x <= -1e3", "-1001", true), DataRow("x <= 10", "9", true), DataRow("x <= 10", "11", false), DataRow("x >= 3", "many", null), DataRow("x >= 3", null, null), DataRow("x = 3", null, false)]
    public void Values_are_compared_as_text_and_numbers_as_numbers(string text, string? found, bool? expected)
    {
        var expectation = Parse(text)!;
        Assert.AreEqual(expected, expectation.Holds(found, expectation.Value));
    }

    [TestMethod]
    [DataRow("rows(t) >= many", "compares numbers, and 'many' is none"), DataRow("rows(a.b.c) = 1", "too many parts"), DataRow("checksum(t, sample) = same", "no number of rows")]
    public void Wrong_expectation_is_told_with_its_reason_when_it_is_built(string expectation, string reason)
    {
        using var project = new TemporaryProject().AddPair("0001", "a").Add("0001_add_a.down.sql", $"-- migrate:expect {expectation}\nDROP TABLE a;\n");
        var finding = project.Compile().Diagnostics.Single();
        Assert.AreEqual("MB1111", finding.Descriptor.Code);
        Assert.Contains(reason, finding.Message);
        Assert.Contains("-- migrate:expect QUERY = VALUE", finding.Message);
    }

    private static Expectation? Parse(string text)
    {
        using var project = new TemporaryProject().AddPair("0001", "a").Add("0001_add_a.down.sql", $"-- migrate:expect {text}\nDROP TABLE a;\n");
        return project.Compile().Chain?.Migrations[0].Down!.Expectations.Single();
    }
}
