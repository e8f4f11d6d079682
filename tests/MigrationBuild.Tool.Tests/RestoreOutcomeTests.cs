using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>What the tool says of a restore that it cannot follow to its end: the copy has taken the database's place, or may have.</summary>
[TestClass]
public sealed class RestoreOutcomeTests : PostgreSqlToolTests
{
    [TestMethod]
    public Task A_restored_database_that_lets_nobody_in_is_restored() =>
        ExpectAsync("postgresql.swap.commit.after", "is restored, but nobody could look", server => Task.FromResult(Ask(server.ConnectionString(), "ALTER DATABASE shop ALLOW_CONNECTIONS false")));

    [TestMethod]
    public Task Of_a_server_that_is_gone_at_the_commit_nobody_knows() =>
        ExpectAsync("postgresql.swap.commit.before", "it is not known whether", async server => await server.DisposeAsync());

    private async Task ExpectAsync(string point, string said, Func<ScratchServer, Task> meanwhile)
    {
        await using var server = await StartServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        string[] target = ["--engine", "postgresql", "-c", connection, "--snapshot-dir", PathOf("snapshots")];
        Run(["snapshot", "create", .. target]).AssertExit(0);
        var snapshot = Directory.GetFiles(PathOf("snapshots"), "*.snapshot").Single();

        Variables["MIGRATIONBUILD_FAULT"] = $"{point}=pause:1000";
        var restore = Start(["snapshot", "restore", snapshot, "--yes", .. target]);
        while (await restore.StandardError.ReadLineAsync() is { } line && !line.StartsWith("fault: paused", StringComparison.Ordinal))
        {
        }
        await meanwhile(server);
        var result = Finish(restore);

        result.AssertExit(6);
        Assert.Contains("MB6023", result.Error);
        Assert.Contains(said, result.Error);
    }
}
