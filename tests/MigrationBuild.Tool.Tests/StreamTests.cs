namespace MigrationBuild.Tool.Tests;

/// <summary>Nobody reads what the tool says, or there is nowhere to say it: it does its work all the same.</summary>
[TestClass]
public sealed class StreamTests : ToolTests
{
    private static readonly (string Up, string Down)[] Chain =
        [.. Enumerable.Range(1, 40).Select(i => (Up: $"CREATE TABLE t{i} (id INTEGER PRIMARY KEY);", Down: $"DROP TABLE t{i};"))];

    [TestMethod]
    [DataRow("| head -1"), DataRow("2>&1 | head -1"), DataRow("2>&1 >/dev/null | true"), DataRow("| true")]
    [DataRow(">&-"), DataRow("2>&-"), DataRow(">&- 2>&-"), DataRow("<&- >&- 2>&-")]
    public void What_is_applied_does_not_depend_on_a_reader(string streams)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("this needs a shell");
        var bundle = Bundle(Chain);
        foreach (var (verb, arguments) in new (string, string[])[]
        {
            ("apply", ["apply", "-b", bundle, "-c", Database]),
            ("status", ["status", "-b", bundle, "-c", Database]),
            ("history", ["history", "-c", Database]),
            ("rollback", ["rollback", "--to", "20", "--yes", "-b", bundle, "-c", Database]),
            ("apply again", ["apply", "-b", bundle, "-c", Database, "--json"]),
        })
        {
            Assert.AreEqual("0", ExitCodeOf(streams, arguments), verb);
        }
        Assert.AreEqual("40", Rows(Database, "SELECT count(*) FROM sqlite_master WHERE name LIKE 't%' AND type = 'table'"));
        Assert.AreEqual("ok", Rows(Database, "PRAGMA integrity_check"));
        // A descriptor that was closed is another file's soon: nothing that was meant for a reader may be in it.
        Assert.AreEqual(3, Directory.GetFiles(Folder, "*.snapshot").Count(IsDatabase));
        Assert.IsEmpty(Directory.GetFiles(Folder, "*-deploy.*"));
    }

    [TestMethod]
    [DataRow(">&-"), DataRow("2>&-"), DataRow(">&- 2>&-"), DataRow("2>&1 | true")]
    public void What_fails_says_so_by_its_exit_code(string streams)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("this needs a shell");
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"), ("SELECT no_such_function();", "SELECT 1;"));
        Assert.AreEqual("1", ExitCodeOf(streams, "apply", "-b", bundle, "-c", Database));
        Assert.AreEqual("2", ExitCodeOf(streams, "apply", "--no-such-option"));
        Assert.AreEqual("0", Rows(Database, "SELECT count(*) FROM sqlite_master WHERE name = 't'"));
    }

    private string ExitCodeOf(string streams, params string[] arguments)
    {
        Finish(Start("sh", ["-c", $"{{ \"$@\"; echo $? >'{PathOf("code")}'; }} {streams}", "sh", .. ToolCommand, .. arguments]));
        return File.ReadAllText(PathOf("code")).Trim();
    }

    private static bool IsDatabase(string file) => Rows(file, "PRAGMA integrity_check") == "ok";
}
