using System.Text.RegularExpressions;

namespace MigrationBuild.Tool.Tests;

/// <summary>What the command line asks for before it does anything.</summary>
[TestClass]
public sealed partial class RefusalTests : ToolTests
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
    public void NoVerbHasAnOptionForAPassword()
    {
        var verbs = Verbs();
        Assert.Contains("apply", verbs);
        var commands = verbs.SelectMany(verb => Verbs(verb).Select(sub => $"{verb} {sub}").Prepend(verb)).ToList();
        Assert.Contains("snapshot restore", commands);

        var options = commands.SelectMany(command => OptionPattern().Matches(Help(command.Split(' '))).Select(option => $"{command} {option.Value}")).ToList();

        Assert.Contains("apply --connection-file", options);
        // What is on a command line, everybody on the machine can read; the name of a file may.
        Assert.AreEqual("", string.Join(", ", options.Where(option => !option.EndsWith("-file", StringComparison.Ordinal) && SecretPattern().IsMatch(option))));
    }

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

    private string Help(params string[] command)
    {
        var result = Run([.. command, "--help"]);
        result.AssertExit(0);
        return result.Output;
    }

    private List<string> Verbs(params string[] command) =>
        [.. Help(command).Split('\n').SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim().Split(' ')[0])];

    [GeneratedRegex("(?<![a-z-])--?[a-z][a-z-]*")]
    private static partial Regex OptionPattern();

    [GeneratedRegex("pass|pwd|secret|token", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
