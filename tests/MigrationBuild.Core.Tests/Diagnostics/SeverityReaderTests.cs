using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;

namespace MigrationBuild.Tests.Diagnostics;

/// <summary>How severities are written. What is wrong about them is told by the scenario WrongSeverities.</summary>
[TestClass]
public sealed class SeverityReaderTests
{
    [TestMethod]
    public void A_list_may_have_spaces_commas_and_line_breaks()
    {
        var bag = new DiagnosticBag();

        var rules = new SeverityReader(bag).ReadList("\n  MB1117 = error;\n  mb4010=NONE, MB40xx=info\n", "list");

        CollectionAssert.AreEqual(
            new[] { new SeverityRule("MB1117", DiagnosticSeverity.Error, "list"), new SeverityRule("MB4010", null, "list"), new SeverityRule("MB40XX", DiagnosticSeverity.Info, "list") },
            rules.ToArray());
        Assert.AreEqual(0, bag.Count);
    }

    [TestMethod]
    public void A_file_is_read_as_Roslyn_reads_it()
    {
        var bag = new DiagnosticBag();

        var rules = new SeverityReader(bag).ReadGlobalConfig("""
            # comment
            ; comment
            is_global = true
            global_level = 100

            dotnet_diagnostic.CA1304.severity = nonsense
            dotnet_analyzer_diagnostic.severity = error
              dotnet_diagnostic.MB1117.severity=error # with a comment
            DOTNET_DIAGNOSTIC.mb4010.SEVERITY : silent
            dotnet_diagnostic.MB40xx.severity = suggestion
            """, "file");

        CollectionAssert.AreEqual(
            new[] { new SeverityRule("MB1117", DiagnosticSeverity.Error, "file"), new SeverityRule("MB4010", null, "file"), new SeverityRule("MB40XX", DiagnosticSeverity.Info, "file") },
            rules.ToArray());
        Assert.AreEqual(0, bag.Count);
    }

    [TestMethod]
    [DataRow("MB1117=error=none"), DataRow("MB1117="), DataRow("=error"), DataRow("MB11=error"), DataRow("MB1x17=error"), DataRow("CS1591=none"), DataRow("MB6099=none")]
    public void What_makes_no_sense_is_one_finding_and_no_rule(string entry)
    {
        var bag = new DiagnosticBag();

        Assert.IsEmpty(new SeverityReader(bag).ReadList(entry, "list"));

        Assert.AreEqual("MB1020", TemporaryProject.Codes(bag.Sorted()));
        Assert.Contains(entry, bag.Sorted()[0].Message);
    }
}
