using System.Text;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;
using MigrationBuild.Sql;

namespace MigrationBuild.Tests.Scripts;

[TestClass]
public sealed class ScriptParserPropertyTests
{
    private static readonly string[] Lines =
    [
        "-- migrate:up", "  -- migrate:down", "--migrate:verify", "-- migrate:up transaction:false", "-- migrate:", "-- migrate:dwon", "-- migrate:revises none",
        "-- migrate:from 1", "-- migrate:to 2", "-- migrate:timeout 3s", "-- migrate:allow MB3001 x", "-- migrate:expect rows(a) = 1", "-- migrate:engine pg",
        "SELECT 1;", "SELECT '", "/*", "*/", "", "-- é", "SELECT 2; -- migrate:down", "CREATE TRIGGER t AFTER INSERT ON a BEGIN", "END;",
    ];

    [TestMethod]
    [DataRow("0001_a.sql")]
    [DataRow("0001_a.down.sql")]
    [DataRow("v1_to_v2_a.sql")]
    [DataRow("R__a.sql")]
    public void Parts_are_pieces_of_the_text_and_findings_lie_inside(string file)
    {
        var random = new Random(5);
        for (var round = 0; round < 2_500; round++)
        {
            var text = RandomText(random);
            var lines = text.Split('\n');
            var bag = new DiagnosticBag();
            var unit = new ScriptUnit { Display = file, File = file, Name = ScriptLayouts.Parse(file)!, Part = ScriptPart.Up };

            var units = ScriptParser.Parse(unit, text, SqliteDialect.Instance, bag);

            foreach (var script in units.Select(u => u.Script!))
                Assert.StartsWith(script.Text, string.Join('\n', lines.Skip(script.FirstLine - 1)), text);
            if (!bag.HasErrors)
                Assert.AreEqual(text, string.Concat(units.OrderBy(u => u.Script!.FirstLine).ThenBy(u => u.Script!.Text.Length).Select(u => u.Script!.Text)), text);
            foreach (var finding in bag.Sorted())
                Assert.IsLessThanOrEqualTo(lines[finding.Location!.Line - 1].Length + 1, finding.Location.Column, text);
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
            text.Append(Lines[random.Next(Lines.Length)]).Append('\n');
        return text.ToString();
    }
}
