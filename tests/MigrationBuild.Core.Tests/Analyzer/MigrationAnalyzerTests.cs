using System.Globalization;
using Microsoft.CodeAnalysis;
using MigrationBuild.Compilation;

namespace MigrationBuild.Tests.Analyzer;

[TestClass]
public sealed class MigrationAnalyzerTests(TestContext context)
{
    private const string Folder = "/p/Migrations";

    [TestMethod]
    public async Task A_project_without_a_request_has_no_findings()
    {
        Assert.IsEmpty(await FindAsync(File("0002_b.up.sql", "SELECT 'x")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("bWlncm")]
    [DataRow("bWln\ncm")]
    public async Task A_request_that_is_half_written_gives_none_either(string text)
    {
        Assert.IsEmpty(await FindAsync(new FileInEditor("/obj/App.migrations.design", text), File("0002_b.up.sql", "SELECT 'x")));
    }

    [TestMethod]
    public async Task What_is_not_saved_yet_is_checked()
    {
        var finding = (await FindAsync(Request("0001_a.up.sql", "0001_a.down.sql"), File("0001_a.up.sql", "SELECT 1;"), File("0001_a.down.sql", "-- not yet"))).Single();

        Assert.AreEqual("MB1109", finding.Id);
        Assert.AreEqual($"{Folder}/0001_a.down.sql", finding.Location.GetLineSpan().Path);
    }

    [TestMethod]
    public async Task A_finding_underlines_the_rest_of_its_line_whatever_ends_lines()
    {
        const string Text = "SELECT 1;\r\nSELECT 2;\rSELECT \u2028 3;\n  SELECT 'x  \r\n";

        var finding = (await FindAsync(Request("0001_a.up.sql", "0001_a.down.sql"), File("0001_a.up.sql", Text), File("0001_a.down.sql", "SELECT 1;"))).Single();

        var place = finding.Location.GetLineSpan();
        Assert.AreEqual("MB2001 3,9", string.Create(CultureInfo.InvariantCulture, $"{finding.Id} {place.StartLinePosition}"));
        Assert.AreEqual("'x", Text.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        Assert.AreEqual("3,11", place.EndLinePosition.ToString());
    }

    [TestMethod]
    public async Task A_finding_leads_to_its_page_and_only_our_settings_weigh_it()
    {
        var files = new[] { RequestWith(["severity=MB1201=error;MB11xx=warning"], "0002_b.up.sql", "0002_b.down.sql"), File("0002_b.up.sql", "SELECT 1;"), File("0002_b.down.sql", "SELECT 1;") };

        var gap = (await FindAsync(files)).Single();

        Assert.AreEqual("MB1201", gap.Id);
        Assert.AreEqual("Gap in the chain", gap.Descriptor.Title.ToString(CultureInfo.InvariantCulture));
        Assert.AreEqual($"file://{Editor.HelpDirectory}/MB1201.md", gap.Descriptor.HelpLinkUri);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, gap.Descriptor.CustomTags);
    }

    [TestMethod]
    public async Task Settings_make_more_or_less_of_a_finding_as_in_the_build()
    {
        AdditionalText[] scripts = [File("0001_a.up.sql", "CREATE TABLE a (id INTEGER);"), File("0001_a.down.sql", "DROP TABLE a;"), File("0002_b.up.sql", "DROP TABLE a;"), File("0002_b.down.sql", "CREATE TABLE a (id INTEGER);")];
        string[] names = ["0001_a.up.sql", "0001_a.down.sql", "0002_b.up.sql", "0002_b.down.sql"];

        var warned = await FindAsync([Request(names), .. scripts]);
        var raised = await FindAsync([RequestWith(["severity=MB3004=error"], names), .. scripts]);
        var silent = await FindAsync([RequestWith([$"script-no-warn=MB3004 {Folder}/0002_b.up.sql"], names), .. scripts]);

        Assert.AreEqual("MB3004 Warning", string.Join(' ', warned.Select(d => $"{d.Id} {d.Severity}")));
        Assert.AreEqual("MB3004 Error", string.Join(' ', raised.Select(d => $"{d.Id} {d.Severity}")));
        Assert.IsEmpty(silent);
    }

    [TestMethod]
    public async Task What_blames_no_file_belongs_to_the_project()
    {
        var finding = (await FindAsync(RequestWith(["engine=oracle"]))).Single();

        Assert.AreEqual("MB1001", finding.Id);
        Assert.AreEqual(Location.None, finding.Location);
    }

    [TestMethod]
    public async Task A_request_of_another_version_is_told()
    {
        var finding = (await FindAsync(Editor.Request("migrationbuild-request 0\nproject-directory=/p\nlock-file=/p/l"))).Single();

        Assert.AreEqual("MB1003", finding.Id);
        Assert.Contains("different versions", finding.GetMessage(CultureInfo.InvariantCulture));
    }

    [TestMethod]
    public async Task A_file_that_the_build_cannot_read_is_left_to_the_build()
    {
        var utf16 = new FileInEditor($"{Folder}/0001_a.down.sql", Microsoft.CodeAnalysis.Text.SourceText.From("", System.Text.Encoding.Unicode));

        Assert.IsEmpty(await FindAsync(Request("0001_a.up.sql", "0001_a.down.sql"), File("0001_a.up.sql", "SELECT 1;"), utf16));
    }

    [TestMethod]
    public async Task Unchanged_texts_are_not_checked_again()
    {
        var text = new CountedFile($"{Folder}/0001_a.up.sql", "SELECT 1;");
        var request = Request("0001_a.up.sql", "0001_a.down.sql");

        _ = await FindAsync(request, text, File("0001_a.down.sql", "SELECT 1;"));
        var first = text.Reads;
        var changed = await FindAsync(request, text, File("0001_a.down.sql", "SELECT 'x"));
        var second = text.Reads - first;
        FileInEditor down = File("0001_a.down.sql", "SELECT 1;");
        _ = await FindAsync(request, text, down);
        var third = text.Reads - first - second;
        Assert.IsEmpty(await FindAsync(request, text, down));
        var fourth = text.Reads - first - second - third;

        Assert.AreEqual("MB2001", changed.Single().Id, "a changed file is");
        Assert.AreEqual(first, second);
        Assert.AreEqual(first, third);
        Assert.IsLessThan(first, fourth);
    }

    [TestMethod]
    public async Task A_check_that_nobody_waits_for_stops_at_the_next_script_and_leaves_nothing_behind()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var names = Enumerable.Range(1, 50).SelectMany(n => new[] { $"{n:0000}_a.up.sql", $"{n:0000}_a.down.sql" }).ToArray();
        var files = names.Select(n => new CountedFile($"{Folder}/{n}", "SELECT 1;")).ToList();
        // Read once to be compared with what was checked before, and a second time to be checked.
        files[1].OnRead = reads =>
        {
            if (reads == 2)
                source.Cancel();
        };
        var request = Request(names);

        await Assert.ThrowsAsync<OperationCanceledException>(() => Editor.FindAsync([request, .. files], source.Token));

        Assert.IsTrue(files.Skip(2).All(f => f.Reads <= 1), "read on");
        Assert.IsEmpty(await FindAsync([request, .. files]));
    }

    [TestMethod]
    public async Task A_thousand_scripts_are_checked_while_somebody_types()
    {
        var names = Enumerable.Range(1, 500).SelectMany(n => new[] { $"{n:0000}_t.up.sql", $"{n:0000}_t.down.sql" }).ToArray();
        List<AdditionalText> files = [RequestWith(["engine=postgresql", "released-version=none"], names)];
        for (var n = 1; n <= 500; n++)
        {
            files.Add(File($"{n:0000}_t.up.sql", $"CREATE TABLE t{n} (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now());\nCREATE INDEX i{n} ON t{n} (name);\nINSERT INTO t{n} (id, name) VALUES (1, 'a');\nALTER TABLE t{n} ADD COLUMN more text;\n"));
            files.Add(File($"{n:0000}_t.down.sql", $"DROP TABLE t{n};\n"));
        }
        Assert.IsEmpty(await FindAsync(files));

        files[^1] = File("0500_t.down.sql", "DROP TABLE 'x");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var found = await FindAsync(files);
        clock.Stop();

        context.WriteLine($"1,000 scripts after a change of one: {clock.ElapsedMilliseconds} ms");
        Assert.AreEqual("MB2001", found.Single().Id);
        Assert.IsLessThan(TimeSpan.FromSeconds(20), clock.Elapsed);
    }

    private Task<IReadOnlyList<Diagnostic>> FindAsync(params IEnumerable<AdditionalText> files) => Editor.FindAsync(files, context.CancellationToken);

    private static FileInEditor File(string name, string text) => new($"{Folder}/{name}", text);

    /// <param name="scripts">All of the project.</param>
    private static FileInEditor Request(params string[] scripts) => RequestWith([], scripts);

    /// <param name="lines">Settings, as `key=value`.</param>
    private static FileInEditor RequestWith(string[] lines, params string[] scripts) => Editor.Request(string.Join('\n', [
        RequestFile.Header, "project-directory=/p", $"lock-file={Folder}/migrations.lock", .. lines, .. scripts.Select(s => $"script={Folder}/{s}")]));
}
