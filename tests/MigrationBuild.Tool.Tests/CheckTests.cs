using System.Text.Json;
using System.Xml.Linq;
using MigrationBuild.Tests;

namespace MigrationBuild.Tool.Tests;

/// <summary>`check` and `explain`: how findings are told.</summary>
[TestClass]
public sealed class CheckTests : ToolTests
{
    private const string Unclosed = "Migrations/0002_b.up.sql(3,14): error MB2001: a string starts here and is never closed; close it";

    public CheckTests()
    {
        Variables["NO_COLOR"] = null;
        Write("0001_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n");
        Write("0001_a.down.sql", "DROP TABLE a;\n");
    }

    [TestMethod]
    public void A_finding_is_one_line_where_nobody_looks()
    {
        WriteMistakes();

        var result = Check();

        result.AssertExit(1);
        Assert.AreEqual(Unclosed, Lines(result.Error)[0]);
        Assert.HasCount(2, Lines(result.Error));
        Assert.AreEqual("1 error", result.Output.Trim());
    }

    [TestMethod]
    public void With_its_source_it_is_still_first_and_on_one_line()
    {
        WriteMistakes();

        var result = Check("--source");

        Assert.AreEqual(Unclosed, Lines(result.Error)[0]);
        Snapshot.Verify(result.Error);
    }

    [TestMethod]
    public void The_page_of_a_code_is_named_once()
    {
        for (var i = 2; i < 5; i++)
            Write($"000{i}_x.up.sql", "SELECT 'unclosed");

        Assert.AreEqual(2, Check("--source").Error.Split("migrationbuild explain MB2001").Length);
    }

    [TestMethod]
    public void What_a_script_says_to_the_terminal_is_not_passed_on()
    {
        Write("0002_b.up.sql", "SELECT '\u001b]0;title\u0007");

        Assert.DoesNotContain("\u001b", Check("--source").Error);
    }

    [TestMethod]
    public void Many_findings_are_counted_by_code()
    {
        for (var i = 2; i < 10; i++)
            Write($"000{i}_x.up.sql", "");
        Write("0010_x.up.sql", "SELECT 'unclosed");
        Write("0010_y.down.sql", "SELECT 1;");

        var lines = Lines(Check().Output);

        Assert.AreEqual("  8  MB1107  error    Missing down script", lines[0]);
        Assert.Contains("  1  MB1117  warning  Up and down scripts have different names", lines);
        Assert.AreEqual("17 errors", lines[^1]);
    }

    [TestMethod]
    public void Severities_come_from_options_and_from_the_file_in_the_folder()
    {
        Write("0002_b.up.sql", "SELECT 1;");
        Write("0002_c.down.sql", "SELECT 1;");
        Check().AssertExit(0);
        Check("--severity", "MB1117=error").AssertExit(1);

        Write("migrations.globalconfig", "dotnet_diagnostic.MB1117.severity = error\n");
        Check().AssertExit(1);
        var quiet = Check("--no-warn", "MB1117");
        quiet.AssertExit(0);
        Assert.AreEqual("1 not reported: 1 by NoWarn", Lines(quiet.Output)[0]);
        Check("--severity", "MB1117=info").AssertExit(0);

        File.WriteAllText(PathOf("other.globalconfig"), "dotnet_diagnostic.MB1117.severity = none\n");
        Assert.AreEqual("1 not reported: 1 by other.globalconfig", Lines(Check("--global-config", "other.globalconfig").Output)[0]);
    }

    [TestMethod]
    public void An_error_of_the_proof_can_be_lowered_and_one_of_the_chain_cannot()
    {
        Write("0001_a.down.sql", "DROP TABLE missing;\n");
        Run("check").AssertExit(1);

        var lowered = Run("check", "--severity", "MB4005=warning");
        lowered.AssertExit(0);
        Assert.Contains("Migrations/0001_a.down.sql(1,1): warning MB4005: ", lowered.Error);

        Write("0003_gap.up.sql", "SELECT 1;\n");
        var refused = Run("check", "--severity", "MBxxxx=none");
        refused.AssertExit(1);
        Assert.Contains("error MB1201", refused.Error);
    }

    [TestMethod]
    public void The_short_form_of_json_is_the_long_one()
    {
        WriteMistakes();

        var json = Check("--json");

        Assert.AreEqual(json.Output, Check("--format", "json").Output);
        Assert.AreEqual("", json.Error);
        Assert.AreEqual("MB2001", json.Json.GetProperty("diagnostics")[0].GetProperty("code").GetString());
        var suppressed = Check("--json", "--no-warn", "MB1117").Json.GetProperty("suppressed")[0];
        Assert.AreEqual("setting", suppressed.GetProperty("kind").GetString());
        Assert.AreEqual("MB1117", suppressed.GetProperty("diagnostic").GetProperty("code").GetString());
    }

    [TestMethod]
    [DataRow("github", "::error file=Migrations/0002_b.up.sql,line=3,col=14,title=MB2001%3A Unterminated string%2C identifier or comment::a string")]
    [DataRow("azure", "##vso[task.logissue type=error;sourcepath=")]
    public void Annotations_go_to_standard_output(string format, string start)
    {
        WriteMistakes();

        var result = Check("--format", format);

        result.AssertExit(1);
        Assert.StartsWith(start, result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public void A_report_in_a_file_leaves_the_findings_on_the_terminal()
    {
        WriteMistakes();

        Check("--format", "sarif", "--output", "out/check.sarif").AssertExit(1);
        var result = Check("--format", "junit", "--output", "out/check.xml");

        Assert.AreEqual(Unclosed, Lines(result.Error)[0]);
        Assert.AreEqual("1 error", result.Output.Trim());
        Assert.AreEqual("testsuites", XDocument.Load(PathOf("out/check.xml")).Root!.Name);
        using var sarif = JsonDocument.Parse(File.ReadAllBytes(PathOf("out/check.sarif")));
        Assert.AreEqual("Migrations/0002_b.up.sql", sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0]
            .GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [TestMethod]
    public void A_text_report_in_a_file_has_what_the_terminal_shows()
    {
        WriteMistakes();

        var result = Check("--output", "check.txt");

        Assert.AreEqual(result.Error + result.Output, File.ReadAllText(PathOf("check.txt")));
    }

    [TestMethod]
    public void A_report_that_cannot_be_written_is_said()
    {
        Directory.CreateDirectory(PathOf("taken"));

        var result = Check("--format", "sarif", "--output", "taken");

        result.AssertExit(1);
        Assert.Contains("taken(1,1): error MB1005", result.Error);
    }

    [TestMethod]
    [DataRow("--format html", "it is one of text, json, sarif, github, azure, junit")]
    [DataRow("--format 3", "it is one of")]
    [DataRow("--json --format sarif", "two forms")]
    [DataRow("--format json --lock-file", "Missing value")]
    public void A_wrong_form_is_a_usage_error(string options, string words)
    {
        var result = Check(options.Split(' '));

        result.AssertExit(2);
        Assert.Contains(words, result.Error);
        if (options.Contains("json", StringComparison.Ordinal))
            Assert.AreEqual("MB6001", result.ErrorCode);
    }

    [TestMethod]
    public void Explain_shows_the_page_of_a_code()
    {
        var result = Run("explain", "mb1201");

        result.AssertExit(0);
        Assert.StartsWith("# MB1201: Gap in the chain", result.Output);
        Assert.Contains("## How to fix it", result.Output);
    }

    [TestMethod]
    [DataRow("explain MB1291", "did you mean MB1201?"), DataRow("explain", "needs a code")]
    public void Explain_of_no_code_is_a_usage_error(string line, string words)
    {
        var result = Run(line.Split(' '));

        result.AssertExit(2);
        Assert.Contains(words, result.Error);
    }

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');

    private ToolResult Check(params string[] options) => Run(["check", "--proof", "off", .. options]);

    private void WriteMistakes()
    {
        Write("0002_b.up.sql", "-- names in Japanese\n\nSELECT '日本',\t'open;\n");
        Write("0002_c.down.sql", "SELECT 1;\n");
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(PathOf("Migrations"));
        File.WriteAllText(Path.Combine(PathOf("Migrations"), file), text);
    }
}
