using MigrationBuild.Reports;

namespace MigrationBuild.Tests.Reports;

[TestClass]
public sealed class SourceExcerptTests
{
    [TestMethod]
    [DataRow("SELECT x;", 8, "SELECT x;", 7)]
    [DataRow("SELECT x;", 10, "SELECT x;", 9, DisplayName = "behind the end")]
    [DataRow("SELECT x;", 99, "SELECT x;", 9, DisplayName = "far behind the end")]
    [DataRow("", 1, "", 0)]
    [DataRow("\tx", 2, "    x", 4, DisplayName = "a tab is as wide as it is shown")]
    [DataRow("ab\tx", 4, "ab  x", 4, DisplayName = "up to the next stop")]
    [DataRow("\tx", 1, "    x", 0, DisplayName = "at the tab itself")]
    [DataRow("'日本' x", 6, "'日本' x", 7, DisplayName = "wide characters")]
    [DataRow("'e\u0301' x", 6, "'e\u0301' x", 4, DisplayName = "a mark above takes no room")]
    [DataRow("'😀' x", 6, "'😀' x", 5, DisplayName = "a pair is one character")]
    [DataRow("'😀' x", 3, "'😀' x", 1, DisplayName = "in the middle of a pair")]
    [DataRow("a\u001b[31mx", 7, "a\uFFFD[31mx", 6, DisplayName = "an escape sequence is not obeyed")]
    [DataRow("a\u202Ex", 3, "a\uFFFDx", 2, DisplayName = "nor a mark of direction")]
    public void The_caret_stands_under_the_column(string line, int column, string text, int caret) =>
        Assert.AreEqual(new SourceExcerpt(text, caret), SourceExcerpt.Of(line, column, 80));

    [TestMethod]
    public void Half_a_pair_is_one_character() => Assert.AreEqual(new SourceExcerpt("a\uFFFDx", 2), SourceExcerpt.Of("a\uD800x", 3, 80));

    [TestMethod]
    public void A_long_line_is_cut_around_the_place()
    {
        var line = new string('a', 100) + "X" + new string('b', 100);

        Assert.AreEqual(new SourceExcerpt($"…{new string('a', 6)}X{new string('b', 11)}…", 7), SourceExcerpt.Of(line, 101, 20));
    }

    [TestMethod]
    public void A_line_of_a_megabyte_is_looked_at_near_the_place_only()
    {
        var line = string.Concat(Enumerable.Repeat("0123456789", 100_000));

        for (var i = 1; i <= 1000; i++)
            Assert.AreEqual(new SourceExcerpt("…456789012345678901…", 7), SourceExcerpt.Of(line, 500_001 + 10 * i, 20));
    }

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(20), DataRow(150), DataRow(300), DataRow(301)]
    public void However_long_it_is_the_caret_stays_in_the_width(int column)
    {
        var line = string.Concat(Enumerable.Repeat("a日\t", 100));

        for (var width = 20; width < 200; width += 7)
        {
            var excerpt = SourceExcerpt.Of(line, column, width);

            Assert.IsLessThan(width + 1, excerpt.CaretColumn, $"{width}");
            Assert.IsLessThan(width + 1, excerpt.Text.Length);
        }
    }

    [TestMethod]
    public void A_narrow_terminal_counts_as_twenty_cells() =>
        Assert.AreEqual(SourceExcerpt.Of(new string('a', 90), 50, 20), SourceExcerpt.Of(new string('a', 90), 50, 0));
}
