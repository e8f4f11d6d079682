namespace MigrationBuild.Tool.Tests;

/// <summary>Exit codes, and what goes to which stream.</summary>
[TestClass]
public sealed class CommandLineTests : ToolTests
{
    [TestMethod]
    [DataRow("--help"), DataRow("--version"), DataRow("apply --help"), DataRow("snapshot restore --help"), DataRow("")]
    public void WhatOnlyExplainsSucceeds(string line)
    {
        var result = Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.AssertExit(0);
        Assert.AreNotEqual("", result.Output.Trim());
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow("aply --json", "Did you mean 'apply'?")]
    [DataRow("apply --jsn --json", "Did you mean '--json'?")]
    [DataRow("snapshot lst --json", "Did you mean 'list'?")]
    [DataRow("apply surplus --json", "surplus")]
    [DataRow("apply --json -c", "Missing value")]
    [DataRow("stamp -1 --json", "-1")]
    [DataRow("snapshot restore --json", "snapshot list")]
    [DataRow("apply --json --lock-timeout soon -c x.db", "500ms")]
    public void WrongCommandLineIsJsonWithExitCode2(string line, string words)
    {
        Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"));
        var result = Run(line.Split(' '));
        result.AssertExit(2);
        Assert.AreEqual("failed", result.Outcome);
        Assert.AreEqual("MB6001", result.ErrorCode);
        Assert.Contains(words, result.Error);
    }

    [TestMethod]
    public void StepsOfARunAreComplete()
    {
        var bundle = Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"));
        var plan = Run("plan", "-b", bundle, "--json").Json.GetProperty("steps")[0];
        Assert.IsFalse(plan.TryGetProperty("durationMs", out _));
        var step = Run("apply", "-c", Database, "-b", bundle, "--json").Json.GetProperty("steps")[0];
        Assert.AreEqual("Migrations/0001_step.up.sql", step.GetProperty("file").GetString());
        Assert.IsTrue(step.GetProperty("transaction").GetBoolean());
        Assert.IsGreaterThanOrEqualTo(0, step.GetProperty("durationMs").GetInt32());
    }

    [TestMethod]
    public void FailedRunOnAFreshDatabaseLeavesNoFile()
    {
        var result = Run("apply", "-c", Database, "-b", Bundle(("CREATE TABLE t (x);\nINSERT INTO nowhere VALUES (1);", "DROP TABLE t;")), "--json");
        result.AssertExit(1);
        Assert.AreEqual("MB6016", result.ErrorCode);
        Assert.IsFalse(File.Exists(Database));
    }

    [TestMethod]
    public void PasswordIsNeverPrinted()
    {
        foreach (var connection in new[] { "Data Source=shop.db;Password=hunter2", "Nonsense=1;Password=hunter2" })
        {
            var result = Run("apply", "-c", connection, "-b", Bundle(("CREATE TABLE t (x);", "DROP TABLE t;")), "--json");
            result.AssertExit(1);
            Assert.DoesNotContain("hunter2", result.Output + result.Error);
        }
    }

    [TestMethod]
    [DataRow("with space.db"), DataRow("it's \"quoted\".db"), DataRow("a;b.db"), DataRow("ünï.db"), DataRow("sub/a=b.db")]
    public void AnyFileNameWillDo(string name)
    {
        Directory.CreateDirectory(PathOf("sub"));
        File.WriteAllText(PathOf("connection.txt"), $"\uFEFF{name}\r\n");
        Run("apply", "--connection-file", "connection.txt", "-b", Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"))).AssertExit(0);
        Assert.AreEqual("0", Rows(PathOf(name), "SELECT count(*) FROM t"));
    }

    [TestMethod]
    public void SnapshotOfAnotherDatabaseIsRefusedUnlessItIsMeant()
    {
        var bundle = Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"));
        Run("apply", "-c", Database, "-b", bundle).AssertExit(0);
        Run("apply", "-c", "test.db", "-b", bundle).AssertExit(0);
        Execute(Database, "INSERT INTO t VALUES (1)");
        var snapshot = Run("snapshot", "create", "-c", Database, "--json").Json.GetProperty("name").GetString()!;

        var refused = Run("snapshot", "restore", snapshot, "-c", "test.db", "--yes", "--json");
        refused.AssertExit(4);
        Assert.AreEqual("MB6031", refused.ErrorCode);
        Assert.AreEqual("0", Rows(PathOf("test.db"), "SELECT count(*) FROM t"));

        Run("snapshot", "restore", snapshot, "-c", "test.db", "--yes", "--other-database").AssertExit(0);
        Assert.AreEqual("1", Rows(PathOf("test.db"), "SELECT count(*) FROM t"));
        File.CreateSymbolicLink(PathOf("link.db"), Database);
        Run("snapshot", "restore", snapshot, "-c", "link.db", "--yes").AssertExit(0);
    }

    [TestMethod]
    public void ManyAtOnceRunEachStepOnce()
    {
        var bundle = Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"), ("INSERT INTO t VALUES (1);", "DELETE FROM t;"));
        var processes = Enumerable.Range(0, 12).Select(i => Start("apply", "-c", i % 2 == 0 ? Database : "shop.db", "-b", bundle, "--json")).ToList();
        var results = processes.Select(Finish).ToList();
        Assert.AreEqual("applied", results.Single(r => r.Outcome != "upToDate").Outcome);
        Assert.IsTrue(results.All(r => r.ExitCode == 0));
        Assert.AreEqual("1", Rows(Database, "SELECT count(*) FROM t"));
    }
}
