using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;

namespace MigrationBuild.Tests.Diagnostics;

/// <summary>Which of several settings has its way.</summary>
[TestClass]
public sealed class SeverityPolicyTests
{
    private const string File = "Migrations/0001_a.down.sql";

    // By itself: MB1117 a warning, MB4001 information, MB4009 a warning, MB4005 an error that a script may allow, MB1201 an error that it may not.
    [TestMethod]
    [DataRow("MB1117", "", "", "warning", DisplayName = "a code has its own severity")]
    [DataRow("MB1117", "MB1117=error", "", "error", DisplayName = "the property raises")]
    [DataRow("MB1117", "mb1117=Info", "", "info", DisplayName = "in any case")]
    [DataRow("MB1117", "", "MB1117=none", "none: file", DisplayName = "the file counts where the property says nothing")]
    [DataRow("MB1117", "MB1117=warning", "MB1117=error", "warning", DisplayName = "the property counts before the file")]
    [DataRow("MB1117", "MB11xx=info", "MB1117=error", "info", DisplayName = "also where it names only the band")]
    [DataRow("MB1117", "MB1117=error;MB11xx=info", "", "error", DisplayName = "a code counts before its band, in whatever order")]
    [DataRow("MB1117", "MB111x=error;MBxxxx=none", "", "error", DisplayName = "a narrow band counts before a wide one")]
    [DataRow("MB1117", "MB1117=error;MB1117=info", "", "info", DisplayName = "of two equal entries the later counts")]
    [DataRow("MB4005", "MB4005=warning", "", "warning", DisplayName = "an error that a script may allow can be lowered")]
    [DataRow("MB4005", "MB4005=none", "", "none: property", DisplayName = "and left out")]
    [DataRow("MB1201", "MBxxxx=none", "", "error", DisplayName = "a band does not touch an error that nothing may lower")]
    [DataRow("MB4001", "MBxxxx=warning", "", "warning", DisplayName = "information can be raised")]
    public void The_severity_set_for_a_code_is_that_of_the_nearest_entry(string code, string property, string file, string expected) =>
        Assert.AreEqual(expected, Judge(Policy([], [], false, property, file), code));

    [TestMethod]
    [DataRow("MB1117", "MB1117=error", "none: NoWarn", DisplayName = "a warning that was raised")]
    [DataRow("MB1117", "MB1117=none", "none: NoWarn", DisplayName = "said twice")]
    [DataRow("MB4005", "", "error", DisplayName = "not an error")]
    [DataRow("MB4005", "MB4005=warning", "none: NoWarn", DisplayName = "an error that was lowered")]
    [DataRow("MB4005", "MB4005=error", "error", DisplayName = "not an error that is named as one")]
    public void NoWarn_counts_before_a_severity(string code, string property, string expected) =>
        Assert.AreEqual(expected, Judge(Policy([code], [], false, property, ""), code));

    [TestMethod]
    public void NoWarn_of_a_script_counts_in_that_script_only()
    {
        var policy = SeverityPolicy.Default with { NoWarnOfFiles = new Dictionary<string, HashSet<string>> { [File] = SeverityPolicy.Set(["mb1117"]) } };

        Assert.AreEqual("none: NoWarn of the script", Judge(policy, "MB1117"));
        Assert.AreEqual("warning", Judge(policy, "MB4009"), "another code");
        Assert.IsNotNull(policy.Apply(new Diagnostic(Descriptors.NamesDiffer, new SourceLocation("Migrations/0002_b.down.sql"), "")), "another script");
        Assert.IsNotNull(policy.Apply(new Diagnostic(Descriptors.NamesDiffer, null, "")), "no script");
    }

    [TestMethod]
    [DataRow("MB1117", "MB1117=info", false, "error", DisplayName = "by its code")]
    [DataRow("MB1117", "MB1117=none", false, "none: property", DisplayName = "not where it is not reported")]
    [DataRow("MB4009", "", true, "error", DisplayName = "a warning, with all of them")]
    [DataRow("MB4009", "MB4009=info", true, "info", DisplayName = "not what was made information")]
    [DataRow("MB4001", "MB4001=warning", true, "error", DisplayName = "what was made a warning")]
    public void Warnings_as_errors_weigh_the_severity_that_was_set(string code, string property, bool all, string expected) =>
        Assert.AreEqual(expected, Judge(Policy([], ["MB1117"], all, property, ""), code));

    [TestMethod]
    [DataRow("", "", "", false, DisplayName = "by itself")]
    [DataRow("MB3148=warning", "", "", true, DisplayName = "the property names it")]
    [DataRow("", "MB3148=info", "", true, DisplayName = "the file names it")]
    [DataRow("", "", "mb3148", true, DisplayName = "it is to be an error")]
    [DataRow("MB31xx=warning", "", "", false, DisplayName = "not by its band")]
    [DataRow("MB3148=warning;MB31xx=error", "", "", true, DisplayName = "its band does not switch it off")]
    [DataRow("MB3148=none", "", "", false, DisplayName = "named as not wanted")]
    [DataRow("MB3148=none", "MB3148=error", "", false, DisplayName = "the property counts before the file")]
    public void What_is_off_is_looked_for_where_its_very_code_is_named(string property, string file, string asErrors, bool isOn)
    {
        var policy = Policy([], asErrors.Split(';', StringSplitOptions.RemoveEmptyEntries), treatWarningsAsErrors: true, property, file);

        Assert.AreEqual(isOn, policy.IsOn(Descriptors.SmallIds));
        Assert.IsTrue(policy.IsOn(Descriptors.NamesDiffer), "what is not off is always looked for");
    }

    private static SeverityPolicy Policy(string[] noWarn, string[] asErrors, bool treatWarningsAsErrors, string property, string file)
    {
        var bag = new DiagnosticBag();
        var reader = new SeverityReader(bag);
        var lines = string.Join('\n', file.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(e => $"dotnet_diagnostic.{e.Replace("=", ".severity = ", StringComparison.Ordinal)}"));
        var policy = new SeverityPolicy(noWarn, asErrors, [], treatWarningsAsErrors)
        {
            Levels = new SeverityLevels(reader.ReadList(property, "property"), reader.ReadGlobalConfig(lines, "file")),
        };
        Assert.AreEqual("", TemporaryProject.Codes(bag.Sorted()));
        return policy;
    }

    private static string Judge(SeverityPolicy policy, string code)
    {
        var diagnostic = new Diagnostic(Descriptors.All.Single(d => d.Code == code), new SourceLocation(File), "");
        return policy.Apply(diagnostic)?.SeverityWord ?? $"none: {policy.Suppression(diagnostic)!.Justification}";
    }
}
