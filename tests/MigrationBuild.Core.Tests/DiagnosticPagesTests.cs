using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests;

/// <summary>Every code has a page that helps, and no page is left of a code that is gone.</summary>
[TestClass]
public sealed partial class DiagnosticPagesTests
{
    private static readonly string[] Sections =
        ["What it means", "Why it matters", "Example", "How to fix it", "How to suppress it"];

    private static readonly string Folder = FindFolder();

    public static IEnumerable<object[]> Codes => Descriptors.All.Select(d => new object[] { d.Code });

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Every_descriptor_has_a_complete_page(string code)
    {
        var descriptor = Descriptors.All.Single(d => d.Code == code);
        var lines = File.ReadAllLines(PathOf(code));

        Assert.AreEqual($"# {code}: {descriptor.Title}", lines[0]);
        CollectionAssert.AreEqual(Sections, Headings(lines), "the sections, in this order");
        foreach (var section in Sections)
            Assert.IsNotEmpty(Body(lines, section), $"'{section}' is empty");
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Every_example_shows_the_message_with_its_severity(string code)
    {
        var descriptor = Descriptors.All.Single(d => d.Code == code);
        var severity = descriptor.Severity.ToString().ToLowerInvariant();
        var expected = new Regex($@"^(\S+\(\d+,\d+\)|migrationbuild ): {severity} {code}: \S");

        Assert.IsTrue(Body(File.ReadAllLines(PathOf(code)), "Example").Any(expected.IsMatch), $"no line like '{expected}'");
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void Every_page_tells_the_truth_about_suppressing(string code)
    {
        var descriptor = Descriptors.All.Single(d => d.Code == code);
        var isFinal = descriptor.Severity == DiagnosticSeverity.Error && !descriptor.MayBeAllowed;
        var text = string.Join(' ', Body(File.ReadAllLines(PathOf(code)), "How to suppress it"));

        Assert.AreEqual(isFinal, text.Contains("cannot be suppressed", StringComparison.Ordinal), text);
        Assert.AreEqual(descriptor.MayBeAllowed, text.Contains($"-- migrate:allow {code} ", StringComparison.Ordinal), text);
    }

    [TestMethod]
    [DynamicData(nameof(Codes))]
    public void A_page_of_a_code_that_is_off_says_how_to_switch_it_on(string code)
    {
        var descriptor = Descriptors.All.Single(d => d.Code == code);
        var text = string.Join(' ', Body(File.ReadAllLines(PathOf(code)), "How to suppress it"));

        Assert.AreEqual(descriptor.IsOff, text.Contains($"<MigrationSeverity>{code}=warning</MigrationSeverity>", StringComparison.Ordinal), text);
    }

    [TestMethod]
    public void No_page_is_without_a_descriptor()
    {
        var pages = Directory.GetFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Where(name => name != "README");

        CollectionAssert.IsSubsetOf(pages.ToArray(), Descriptors.All.Select(d => d.Code).ToArray());
    }

    [TestMethod]
    public void The_index_lists_every_descriptor_once_in_order_with_title_and_severity()
    {
        var rows = File.ReadAllLines(Path.Combine(Folder, "README.md")).Where(line => line.StartsWith("| [MB", StringComparison.Ordinal));

        var expected = Descriptors.All.Select(d => $"| [{d.Code}]({d.Code}.md) | {d.Title} | {(d.IsOff ? "off" : d.Severity.ToString().ToLowerInvariant())} |");
        CollectionAssert.AreEqual(expected.ToArray(), rows.ToArray());
    }

    [TestMethod]
    public void Every_link_between_pages_leads_somewhere()
    {
        foreach (var page in Directory.GetFiles(Folder, "*.md"))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)))
                Assert.IsTrue(File.Exists(Path.Combine(Folder, link.Groups[1].Value)), $"{Path.GetFileName(page)} links to {link.Groups[1].Value}");
        }
    }

    private static string PathOf(string code) => Path.Combine(Folder, $"{code}.md");

    private static string[] Headings(string[] lines) =>
        [.. OutsideFences(lines).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..])];

    private static string[] Body(string[] lines, string section) =>
        [.. lines.SkipWhile(line => line != $"## {section}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.Length > 0)];

    private static IEnumerable<string> OutsideFences(string[] lines)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside;
            else if (!inside)
                yield return line;
        }
    }

    private static string FindFolder([CallerFilePath] string thisFile = "")
    {
        // A deterministic build maps the source path away; the folder of the test assembly lies below the repository then.
        var start = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile) : AppContext.BaseDirectory;
        for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var pages = Path.Combine(folder.FullName, "nuget", "docs", "diagnostics");
            if (Directory.Exists(pages))
                return pages;
        }
        throw new DirectoryNotFoundException("nuget/docs/diagnostics");
    }

    [GeneratedRegex(@"\]\(([^):#]+)\)")]
    private static partial Regex Link();
}
