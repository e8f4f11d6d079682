using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MigrationBuild.Diagnostics;
using MigrationBuild.Reports;

namespace MigrationBuild.Tests.Reports;

/// <summary>The forms that other programs read. The texts beside this file are approved; SARIF's was checked with the standard's own schema.</summary>
[TestClass]
public sealed class ReportTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Awkward = "100% [sure]: 'a;b', c\u0001<&> ##vso[x]";

    [TestMethod]
    public void GitHub()
    {
        using var project = Checkout();
        Snapshot.Verify(GitHubAnnotations.Write(Report(project)));
    }

    [TestMethod]
    public void Azure()
    {
        using var project = Checkout();
        // Its paths are those of the machine.
        Snapshot.Verify(AzureAnnotations.Write(Report(project)).Replace(Path.Combine(project.Root, "app"), "/repository/app", StringComparison.Ordinal).Replace('\\', '/'));
    }

    [TestMethod]
    public void JUnit()
    {
        using var project = Checkout();
        var text = JUnitReport.Write(Report(project));

        Assert.AreEqual("testsuites", XDocument.Parse(text).Root!.Name);
        Snapshot.Verify(text);
    }

    [TestMethod]
    public void Sarif()
    {
        using var project = Checkout();
        var sarif = JsonNode.Parse(SarifReport.Write(Report(project), "1.2.3"))!;
        // The pages change more often than the form.
        foreach (var rule in sarif["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray())
            rule!["help"] = "(the page)";
        Snapshot.Verify(sarif.ToJsonString(Readable) + "\n");
    }

    [TestMethod]
    public void Sarif_of_nothing_has_no_rule_and_no_result()
    {
        var run = JsonDocument.Parse(SarifReport.Write(new([], [], [], "/nowhere", new("/nowhere")), "1.2.3")).RootElement.GetProperty("runs")[0];

        Assert.AreEqual(0, run.GetProperty("results").GetArrayLength());
        Assert.AreEqual(0, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
    }

    [TestMethod]
    public void Every_code_makes_a_rule_with_help()
    {
        var all = Descriptors.All.Select(d => new Diagnostic(d, null, "x")).ToList();

        var rules = JsonDocument.Parse(SarifReport.Write(new(all, [], [], "/nowhere", new("/nowhere")), "1.2.3")).RootElement
            .GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();

        CollectionAssert.AreEqual(Descriptors.All.Select(d => d.Code).ToList(), rules.Select(r => r.GetProperty("id").GetString()).ToList());
        foreach (var rule in rules)
        {
            var help = rule.GetProperty("help");
            Assert.Contains("## How to fix it", help.GetProperty("markdown").GetString()!);
            Assert.DoesNotContain("](MB", help.GetProperty("markdown").GetString()!, "a link to a page that is not there");
            Assert.DoesNotContain("```", help.GetProperty("text").GetString()!);
            Assert.MatchesRegex("^[A-Z][A-Za-z0-9]+$", rule.GetProperty("name").GetString()!);
            Assert.DoesNotContain("\n", rule.GetProperty("fullDescription").GetProperty("text").GetString()!);
        }
    }

    [TestMethod]
    public void Marks_of_a_page_are_no_part_of_its_text()
    {
        var text = HelpPage.Of(Descriptors.DataLost).Meaning;

        Assert.EndsWith("The verdict is lossy.", text);
        Assert.Contains("\"name\", [name] or `name`, each", HelpPage.Of(Descriptors.UnterminatedToken).Text);
        Assert.Contains("a /* comment begins", HelpPage.Of(Descriptors.UnterminatedToken).Meaning);
    }

    [TestMethod]
    public void A_fingerprint_stays_while_the_line_moves_and_changes_with_its_text()
    {
        using var project = Checkout();
        project.Add("0009_x.up.sql", "SELECT 1;\nDROP TABLE a;\nDROP   TABLE a;\n");
        var before = Prints(project, (2, 1), (3, 1));
        project.Add("0009_x.up.sql", "-- new\n\nSELECT 1;\nDROP TABLE a;\nDROP TABLE a;\nDROP TABLE b;\n");

        Assert.AreEqual(before, Prints(project, (4, 1), (5, 1)));
        Assert.AreNotEqual(before, Prints(project, (4, 1), (6, 1)));
        Assert.AreEqual(2, before.Split(' ').Distinct().Count(), "two on the same text");
    }

    private static string Prints(TemporaryProject project, params (int Line, int Column)[] places)
    {
        var sources = new SourceTree(project.Root);
        var fingerprints = new Fingerprints(sources);
        return string.Join(' ', places.Select(p => fingerprints.Of(new Diagnostic(Descriptors.DataLost, new SourceLocation("Migrations/0009_x.up.sql", p.Line, p.Column), $"at {p}"))));
    }

    /// <summary>A checkout, and in its folder `app` a project.</summary>
    private static TemporaryProject Checkout()
    {
        var project = new TemporaryProject();
        Directory.CreateDirectory(Path.Combine(project.Root, ".git"));
        Directory.CreateDirectory(Path.Combine(project.Root, "app", "Migrations"));
        File.WriteAllText(Path.Combine(project.Root, "app", "Migrations", "0001 ä,b.up.sql"), "CREATE TABLE a (\n\tid INTEGER);\n");
        return project;
    }

    private static FindingsReport Report(TemporaryProject project)
    {
        var app = Path.Combine(project.Root, "app");
        var up = new SourceLocation("Migrations/0001 ä,b.up.sql", 2, 5);
        var down = new SourceLocation("Migrations/0002_c;[d].down.sql");
        return new FindingsReport(
            [
                new Diagnostic(Descriptors.ProofSkipped, null, $"the down scripts were not proven: {Awkward}"),
                new Diagnostic(Descriptors.UnterminatedToken, up, $"a string starts here: {Awkward}"),
                new Diagnostic(Descriptors.NamesDiffer, down, $"is taken as a part of migration 0002: {Awkward}"),
                new Diagnostic(Descriptors.NamesDiffer, down, "is taken as a part of another"),
            ],
            [
                new SuppressedDiagnostic(new Diagnostic(Descriptors.DataLost, down, "loses data"), SuppressionKind.InSource, "nobody \"reads\" it"),
                new SuppressedDiagnostic(new Diagnostic(Descriptors.ForwardOnly, null, "no way back"), SuppressionKind.Setting, "NoWarn"),
            ],
            [Path.Combine(app, "Migrations", "0001 ä,b.up.sql"), Path.Combine(app, "Migrations", "0001_clean.down.sql")],
            Path.Combine(app, "Migrations"),
            new SourceTree(app));
    }
}
