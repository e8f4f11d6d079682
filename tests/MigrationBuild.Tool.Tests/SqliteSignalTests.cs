using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MigrationBuild.Tool.Tests;

/// <summary>Signals in the middle of the work on a SQLite file, and while a person is asked: the file is as it was, and nothing lies beside it.</summary>
[TestClass]
public sealed class SqliteSignalTests : ToolTests
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;";

    [TestInitialize]
    public void RequireSignals()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("this needs the signals of Unix");
    }

    [TestMethod]
    [DataRow("apply", "INT"), DataRow("apply", "TERM"), DataRow("apply", "HUP"), DataRow("rollback", "INT")]
    public void A_statement_that_runs_is_stopped_and_taken_back(string verb, string signal)
    {
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY);", $"DROP TABLE t;\n{Endless}"), ($"CREATE TABLE u (id INTEGER);\n{Endless}", "DROP TABLE u;"));
        Run("apply", "-b", bundle, "-c", Database, "--to", "1").AssertExit(0);
        var before = State();
        string[] more = verb == "apply" ? [] : ["--to", "base", "--yes"];
        var run = Start([verb, "-b", bundle, "-c", Database, .. more]);
        Signals.WaitUntil(() => File.Exists(Database + "-journal"), "the transaction");

        Signals.Send(run.Id, signal);
        Signals.Send(run.Id, "INT");
        Signals.Send(run.Id, "TERM");

        var result = RequireTakenBack(run, before);
        Assert.Contains("already stopping", result.Error);
    }

    [TestMethod]
    public void A_run_that_waits_stops_waiting()
    {
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"), ($"CREATE TABLE u (id INTEGER);\n{Endless}", "DROP TABLE u;"));
        Run("apply", "-b", bundle, "-c", Database, "--to", "1").AssertExit(0);
        var before = State();
        var first = Start("apply", "-b", bundle, "-c", Database);
        Signals.WaitUntil(() => File.Exists(Database + "-journal"), "the transaction");
        var second = Start("apply", "-b", bundle, "-c", Database, "--lock-timeout", "5m");
        Signals.WaitUntil(() => Opens(second, Database) || second.HasExited, "the other one is at the database");

        Signals.Send(second.Id, "TERM");
        var stopped = Finish(second);
        stopped.AssertExit(1);
        Assert.Contains("MB6026", stopped.Error);
        Assert.IsFalse(first.HasExited, "the other one goes on");

        Signals.Send(first.Id, "INT");
        RequireTakenBack(first, before);
    }

    [TestMethod]
    public void A_run_that_waits_for_an_application_stops_waiting()
    {
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"), ("CREATE TABLE u (id INTEGER);", "DROP TABLE u;"));
        Run("apply", "-b", bundle, "-c", Database, "--to", "1").AssertExit(0);
        var before = State();
        Process run;
        using (var application = new SqliteConnection($"Data Source={Database};Pooling=false"))
        {
            application.Open();
            using var transaction = application.BeginTransaction();
            run = Start("apply", "-b", bundle, "-c", Database, "--lock-timeout", "5m");
            Signals.WaitUntil(() => File.Exists(Database + "-deploy.owner"), "the run has its lock");
            Signals.Send(run.Id, "INT");
            Finish(run).AssertExit(1);
        }
        Assert.AreEqual(before, State());
        Assert.IsEmpty(Directory.GetFiles(Folder, "*-deploy.*"));
    }

    [TestMethod]
    [DataRow("create"), DataRow("restore")]
    public void A_copy_is_made_whole_or_not_at_all(string verb)
    {
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY, x BLOB);\nINSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) SELECT i, randomblob(50000) FROM n;", "DROP TABLE t;"));
        Run("apply", "-b", bundle, "-c", Database).AssertExit(0);
        var name = Run("snapshot", "create", "-c", Database, "--json").Json.GetProperty("name").GetString()!;
        Execute(Database, "DELETE FROM t WHERE id > 1000");
        var before = State();
        var known = Directory.GetFiles(Folder).ToHashSet();
        foreach (var delay in new[] { 0, 10, 30, 60, 100, 200 })
        {
            var run = verb == "create" ? Start("snapshot", "create", "-c", Database) : Start("snapshot", "restore", name, "--yes", "-c", Database);
            Signals.WaitUntil(() => run.HasExited || Directory.GetFiles(Folder).Any(f => !known.Contains(f) && f.Contains(".snapshot", StringComparison.Ordinal)), "the copy begins");
            Thread.Sleep(delay);
            if (!run.HasExited)
                Signals.Send(run.Id, "INT");
            var result = Finish(run);
            Assert.IsTrue(result.ExitCode is 0 or 1, $"{result.ExitCode}: {result.Error}");
            // Either is whole: what there was, or what there was to be.
            Assert.AreEqual("ok", Rows(Database, "PRAGMA integrity_check"));
            if (verb == "restore" && result.ExitCode == 0)
                Execute(Database, "DELETE FROM t WHERE id > 1000");
            Assert.AreEqual(before, State());
            Assert.IsEmpty(Directory.GetFiles(Folder).Where(f => f.Contains(".partial", StringComparison.Ordinal) || f.Contains("-deploy.", StringComparison.Ordinal)).ToList());
            foreach (var copy in Directory.GetFiles(Folder, "*.snapshot").Where(f => !known.Contains(f)))
                Assert.AreEqual("1000", Rows(copy, "SELECT count(*) FROM t"));
        }
    }

    [TestMethod]
    [DataRow("INT"), DataRow("TERM"), DataRow("HUP")]
    public void A_question_is_not_waited_for(string signal)
    {
        if (!File.Exists("/usr/bin/script"))
            Assert.Inconclusive("this needs the program 'script', which makes a terminal");
        var bundle = Bundle(("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"));
        Run("apply", "-b", bundle, "-c", Database).AssertExit(0);
        var before = State();
        Variables["CI"] = Variables["TF_BUILD"] = null;
        Variables["TERM"] = "xterm";
        var tool = $"{string.Join(' ', ToolCommand.Select(word => $"'{word}'"))} rollback --to base -b '{bundle}' -c '{Database}'";
        // Its input stays open, as a keyboard does. (Not a shell's `&`: that has SIGINT ignored.)
        var run = Start("sh", ["-c", "mkfifo keys && exec 3<>keys && exec script -qefc \"$1\" said <&3", "sh", tool]);
        Signals.WaitUntil(() => File.Exists(PathOf("said")) && File.ReadAllText(PathOf("said")).Contains("Type 'yes'", StringComparison.Ordinal), "the question");

        Signals.Send(Signals.Processes($"migrationbuild.dll\0rollback\0--to\0base\0-b\0{bundle}").Single(), signal);

        Finish(run).AssertExit(1);
        Assert.Contains("MB6026", File.ReadAllText(PathOf("said")));
        Assert.AreEqual(before, State());
    }

    private ToolResult RequireTakenBack(Process run, string before)
    {
        var result = Finish(run);
        result.AssertExit(1);
        Assert.Contains("MB6026", result.Error);
        Assert.AreEqual(before, State());
        Assert.AreEqual("ok", Rows(Database, "PRAGMA integrity_check"));
        Assert.IsEmpty(Directory.GetFiles(Folder).Where(f => f.Contains("-deploy.", StringComparison.Ordinal) || f.Contains("-journal", StringComparison.Ordinal) || f.Contains(".partial", StringComparison.Ordinal)).ToList());
        return result;
    }

    private static bool Opens(Process process, string file)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process.Id}/fd").Any(f => new FileInfo(f).LinkTarget == file);
        }
        catch (IOException)
        {
            return false; // it has ended, or closed what was just listed
        }
    }

    private string State() => Rows(Database, "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master ORDER BY name)") + Rows(Database, "SELECT count(*), max(id) FROM t") + Rows(Database, "SELECT max(id) FROM migration_history WHERE action IN ('up', 'down')");
}
