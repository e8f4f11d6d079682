namespace MigrationBuild.Tool.Tests;

/// <summary>What the command line asks for before it does anything.</summary>
[TestClass]
public sealed class RefusalTests : ToolTests
{
    [TestMethod]
    public void WithoutAConnectionNothingIsGuessed()
    {
        var result = Run("apply", "-b", Bundle(("CREATE TABLE t (x);", "DROP TABLE t;")), "--json");
        result.AssertExit(2);
        Assert.AreEqual("MB6002", result.ErrorCode);
    }

    [TestMethod]
    public void PasswordOnTheCommandLineIsWarnedOf() =>
        Assert.Contains("warning MB6004", Run("status", "-c", "Data Source=shop.db;Password=hunter2", "-b", Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"))).Error);

    [TestMethod]
    [DataRow("rollback"), DataRow("stamp base"), DataRow("snapshot restore")]
    public void WhatCanLoseDataNeedsYesWhereNobodyCanBeAsked(string line)
    {
        var bundle = Bundle(("CREATE TABLE t (x);", "DROP TABLE t;"));
        Run("apply", "-c", Database, "-b", bundle).AssertExit(0);
        var arguments = line.Split(' ').ToList();
        if (line == "snapshot restore")
            arguments.Add(Run("snapshot", "create", "-c", Database, "--json").Json.GetProperty("name").GetString()!);
        else
            arguments.AddRange(["-b", bundle]);
        var result = Run([.. arguments, "-c", Database, "--json"]);
        result.AssertExit(2);
        Assert.AreEqual("MB6015", result.ErrorCode);
        Assert.Contains("--yes", result.Error);
        Assert.AreEqual("0", Rows(Database, "SELECT count(*) FROM t"));
    }
}
