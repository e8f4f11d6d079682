using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>A run that is more than one transaction says so before it starts, in every verb that can know.</summary>
[TestClass]
public sealed class SplitRunTests : PostgreSqlToolTests
{
    [TestMethod]
    public async Task A_split_run_is_announced_by_plan_dry_run_and_apply()
    {
        var small = new ScratchServerOptions { MaxConnections = 10, Settings = new Dictionary<string, string> { ["max_locks_per_transaction"] = "10" } };
        await using var server = await StartServerAsync(small);
        var connection = await server.CreateDatabaseAsync("shop");
        var bundle = PostgreSqlBundle([.. Enumerable.Range(1, 20).Select(i => ($"CREATE TABLE t{i} (id int PRIMARY KEY);", $"DROP TABLE t{i};"))]);

        const string Warning = "migrationbuild : warning MB6032: the 20 steps run in 2 transactions instead of one";
        Assert.DoesNotContain("MB6032", Run("plan", "-b", bundle).Error, "without a connection nobody knows");
        var plan = Run("plan", "-b", bundle, "-c", connection);
        plan.AssertExit(0);
        Assert.Contains(Warning, plan.Error);
        Assert.Contains("20 steps, in 2 transactions", plan.Output);
        Assert.IsFalse(Run("plan", "-b", bundle, "-c", connection, "--json").Json.GetProperty("oneTransaction").GetBoolean());
        var dry = Run("apply", "-b", bundle, "-c", connection, "--dry-run");
        Assert.Contains(Warning, dry.Error);
        Assert.Contains("in 2 transactions", dry.Output);
        var apply = Run("apply", "-b", bundle, "-c", connection, "--snapshot-dir", PathOf("snapshots"));
        apply.AssertExit(0);
        Assert.IsLessThan(apply.Error.IndexOf("up 0001", StringComparison.Ordinal), apply.Error.IndexOf(Warning, StringComparison.Ordinal), apply.Error);
        Assert.AreEqual("20", Ask(connection, "SELECT count(*) FROM migration_history WHERE action = 'up'"));
    }
}
