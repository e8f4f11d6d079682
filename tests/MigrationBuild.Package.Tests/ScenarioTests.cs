using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>
/// Each folder of `tests/scenarios` through a real `dotnet build` of the packed package. One build of one solution for all
/// of them: seventy builds would take minutes.
/// </summary>
[TestClass]
public sealed class ScenarioTests
{
    private static ILookup<string, BuildFinding> _findings = null!;
    private static string _folder = "";

    public static IEnumerable<object[]> Names => Scenario.All.Select(s => new object[] { s.Name });

    [ClassInitialize]
    public static async Task BuildAllAsync(TestContext context)
    {
        _folder = TestProject.NewFolder();
        var projects = Scenario.All.Select(s => $"  <Project Path=\"{Path.GetRelativePath(_folder, s.WriteProject(_folder))}\" />");
        var solution = new TestProject(_folder).Write("Scenarios.slnx", $"<Solution>\n{string.Join('\n', projects)}\n</Solution>\n");
        context.CancellationToken.ThrowIfCancellationRequested();
        var result = (await solution.BuildAsync("Scenarios.slnx", "-m:2")).Failed();
        Assert.DoesNotContain("MB6099", result.Output);
        _findings = result.Findings.ToLookup(f => Path.GetFileNameWithoutExtension(f.Project));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Build_reports_what_is_expected_and_nothing_else(string name)
    {
        var scenario = Scenario.All.Single(s => s.Name == name);
        var findings = _findings[name].ToList();
        var printed = string.Join('\n', findings);
        CollectionAssert.AreEqual(scenario.Expected.Select(e => e.Start).ToList(), findings.Select(Start).ToList(), printed);
        foreach (var (finding, expected) in findings.Zip(scenario.Expected))
            Assert.Contains(expected.Part, finding.Message, printed);
        var bundle = Path.Combine(_folder, name, "bin", "Debug", "net10.0", $"{name}.migrations.zip");
        Assert.AreEqual(findings.All(f => f.Severity == "warning"), File.Exists(bundle), "bundle");
    }

    // A build has to blame some file, or MSBuild names the package's own targets: it is the project's.
    private static string Start(BuildFinding finding) =>
        finding.File == finding.Project ? $"migrationbuild : {finding.Severity} {finding.Code}" : finding.Place;
}
