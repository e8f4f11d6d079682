using MigrationBuild.Bundles;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Compilation;

/// <summary>What is found and not reported: the result still tells of it, and the bundle.</summary>
[TestClass]
public sealed class SuppressionTests
{
    private static readonly SeverityPolicy Quiet = new(["MB1117", "MB1118"], [], [], treatWarningsAsErrors: false);

    [TestMethod]
    public void A_suppressed_finding_survives_in_the_result()
    {
        using var project = Project();

        var result = Compiler.Compile(project.Request() with { Severities = Quiet });

        Assert.IsEmpty(result.Diagnostics);
        var suppressed = result.Suppressed.Single();
        Assert.AreEqual("MB1117", suppressed.Diagnostic.Descriptor.Code);
        Assert.AreEqual(SuppressionKind.Setting, suppressed.Kind);
        Assert.AreEqual("NoWarn", suppressed.Justification);
    }

    [TestMethod]
    public void NoWarn_of_one_script_leaves_the_others_alone()
    {
        using var project = Project().Add("0002_b.up.sql", "SELECT 1;").Add("0002_c.down.sql", "SELECT 1;");
        var request = project.Request() with { NoWarnOfScripts = new Dictionary<string, IReadOnlyList<string>> { [project.PathOf("0001_b.down.sql")] = ["MB1117"] } };

        foreach (var fullPaths in (bool[])[false, true])
        {
            var result = Compiler.Compile(request with { FullPaths = fullPaths });

            Assert.EndsWith("0002_c.down.sql", result.Diagnostics.Single().Location!.File);
            Assert.AreEqual("NoWarn of the script", result.Suppressed.Single().Justification);
        }
    }

    [TestMethod]
    public void The_bundle_tells_of_it_on_the_script_that_is_to_blame()
    {
        using var project = Project();

        var bundle = Bundle(Compiler.Compile(project.Request() with { Severities = Quiet }));

        Assert.AreEqual(new Suppression("MB1117", 1, "NoWarn"), bundle.Chain.Head!.Down!.Suppressions.Single());
        Assert.IsEmpty(bundle.Chain.Head!.Up.Suppressions);
        Assert.IsEmpty(bundle.Chain.Suppressions);
    }

    [TestMethod]
    public void In_a_file_with_sections_it_is_the_section_of_the_line()
    {
        using var project = new TemporaryProject().Add("0001_a.sql", "-- migrate:up\nCREATE TABLE a (id INTEGER);\n-- migrate:down\nDROP TABLE a;\n");
        var chain = project.Chain();
        var request = project.Request();
        SuppressedDiagnostic At(int line) => new(new Diagnostic(Descriptors.DataLost, new SourceLocation("Migrations/0001_a.sql", line), ""), SuppressionKind.Setting, $"line {line}");

        var recorded = Silencing.Record(chain, [], [At(2), At(3), At(4)], request).Head!;

        Assert.AreEqual("line 2", recorded.Up.Suppressions.Single().By);
        CollectionAssert.AreEqual(new[] { "line 3", "line 4" }, recorded.Down!.Suppressions.Select(s => s.By).ToArray());
    }

    [TestMethod]
    public void What_blames_no_script_is_told_of_the_chain()
    {
        using var project = new TemporaryProject().Add("0001_a.sql", "SELECT 1;");

        var bundle = Bundle(Compiler.Compile(project.Request() with { Severities = Quiet }));

        Assert.AreEqual(new Suppression("MB1118", null, "NoWarn"), bundle.Chain.Suppressions.Single());
    }

    [TestMethod]
    public void An_error_that_was_lowered_is_told_as_well()
    {
        using var project = Project();
        var lowered = new Diagnostic(Descriptors.DownFails, new SourceLocation("Migrations/0001_b.down.sql"), "") with { Severity = DiagnosticSeverity.Warning };
        var request = project.Request() with
        {
            Severities = SeverityPolicy.Default with { Levels = new SeverityLevels([new SeverityRule("MB4005", DiagnosticSeverity.Warning, "MigrationSeverity")]) },
        };

        var suppression = Silencing.Record(project.Compile().Chain!, [lowered], [], request).Head!.Down!.Suppressions.Single();

        Assert.AreEqual("MB4005 only warning: MigrationSeverity", suppression.ToString());
    }

    [TestMethod]
    public void A_warning_that_is_told_as_information_is_told()
    {
        using var project = Project();

        var result = Compiler.Compile(project.Request() with { Severity = "MB1117=info" });

        Assert.AreEqual(DiagnosticSeverity.Info, result.Diagnostics.Single().Severity);
        Assert.IsEmpty(Bundle(result).Chain.Head!.Down!.Suppressions);
    }

    [TestMethod]
    public void Nothing_suppressed_leaves_no_trace_in_a_bundle()
    {
        using var project = new TemporaryProject().AddPair("0001", "a");
        var loud = Compiler.Compile(project.Request());
        var quiet = Compiler.Compile(project.Request() with { Severities = Quiet, Severity = "MB1117=error" });

        CollectionAssert.AreEqual(BundleWriter.Write(loud.Chain!, "1"), BundleWriter.Write(quiet.Chain!, "1"));
    }

    [TestMethod]
    public void A_named_file_of_severities_must_be_there()
    {
        using var project = Project();

        var result = Compiler.Compile(project.Request() with { GlobalConfig = Path.Combine(project.Root, "none.globalconfig") });

        Assert.AreEqual("none.globalconfig(1,1): error MB1004: the file cannot be read: it does not exist", result.Diagnostics.First(d => d.Descriptor.Code == "MB1004").ToString());
    }

    private static TemporaryProject Project() => new TemporaryProject().Add("0001_a.up.sql", "SELECT 1;").Add("0001_b.down.sql", "SELECT 1;");

    private static Bundle Bundle(CompilationResult result) => BundleReader.Read(BundleWriter.Write(result.Chain!, "1"), "test");
}
