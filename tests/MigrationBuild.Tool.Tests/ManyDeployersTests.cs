using MigrationBuild.PostgreSql.Scratch;

namespace MigrationBuild.Tool.Tests;

/// <summary>As many processes as a large rollout starts, all at once: each step runs exactly once, and nobody fails.</summary>
[TestClass]
public sealed class ManyDeployersTests : PostgreSqlToolTests
{
    private const int Deployers = 32;
    private const int Steps = 6;

    [TestMethod]
    public async Task On_PostgreSQL_each_step_runs_once()
    {
        await using var server = await StartServerAsync(new ScratchServerOptions { MaxConnections = 150 });
        var connection = await server.CreateDatabaseAsync("shop");
        // The last one outside a transaction: it is the lock alone that keeps the others out.
        var bundle = PostgreSqlBundle([
            .. Chain("bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY ran_step ON ran (step);", "DROP INDEX ran_step;")]);

        DeployAtOnce("apply", "-b", bundle, "-c", connection, "--lock-timeout", "2m", "--snapshot", "none");

        Assert.AreEqual("1,2,3,4,5,6", Ask(connection, "SELECT string_agg(step::text, ',' ORDER BY id) FROM ran"));
        Assert.AreEqual("0001:up,0002:up,0003:up,0004:up,0005:up,0006:up,0007:upstarted,0007:up", Ask(connection, "SELECT string_agg(version || ':' || action, ',' ORDER BY id) FROM migration_history WHERE action LIKE 'up%'"));
        Assert.AreEqual("1", Ask(connection, "SELECT count(DISTINCT run_id) FROM migration_history"));
        Assert.AreEqual("true", Ask(connection, "SELECT bool_and(indisvalid)::text FROM pg_index WHERE indexrelid = 'ran_step'::regclass"));
        // The server notices a moment later that a client is gone.
        const string Left = "SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') + (SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'migrationbuild%')";
        for (var i = 0; i < 250 && Ask(connection, Left) != "0"; i++)
            await Task.Delay(20);
        Assert.AreEqual("0", Ask(connection, Left));
        CollectionAssert.AreEqual(new[] { Path.GetFileName(bundle) }, FilesIn(Folder));
    }

    [TestMethod]
    public void On_SQLite_each_step_runs_once()
    {
        var bundle = Bundle([.. Chain("INTEGER PRIMARY KEY")]);

        DeployAtOnce("apply", "-b", bundle, "-c", Database, "--lock-timeout", "2m", "--snapshot-dir", PathOf("snapshots"));

        Assert.AreEqual("1\n2\n3\n4\n5\n6", Rows(Database, "SELECT step FROM ran ORDER BY id"));
        Assert.AreEqual("0001|up\n0002|up\n0003|up\n0004|up\n0005|up\n0006|up", Rows(Database, "SELECT version, action FROM migration_history WHERE action = 'up' ORDER BY id"));
        Assert.HasCount(1, Directory.GetFiles(PathOf("snapshots"), "*.snapshot"));
        CollectionAssert.AreEqual(new[] { Path.GetFileName(bundle), "shop.db" }.Order(StringComparer.Ordinal).ToArray(), FilesIn(Folder));
    }

    /// <summary>Each step leaves a row, so that one which ran twice shows.</summary>
    private static IEnumerable<(string Up, string Down)> Chain(string id) =>
    [
        ($"CREATE TABLE ran (id {id}, step int NOT NULL);\nINSERT INTO ran (step) VALUES (1);", "DROP TABLE ran;"),
        .. Enumerable.Range(2, Steps - 1).Select(n => ($"INSERT INTO ran (step) VALUES ({n});", $"DELETE FROM ran WHERE step = {n};")),
    ];

    private void DeployAtOnce(params string[] arguments)
    {
        var processes = Enumerable.Range(0, Deployers).Select(_ => Start(arguments)).ToList();
        var results = processes.AsParallel().WithDegreeOfParallelism(Deployers).Select(Finish).ToList();
        // 5 is somebody who had no patience; with two minutes nobody is, but a slow machine is no failure.
        Assert.IsEmpty(results.Where(r => r.ExitCode is not (0 or 5)), string.Join('\n', results.Select(r => $"{r.ExitCode}: {r.Output}{r.Error}")));
        Assert.HasCount(1, results.Where(r => r.Output.Contains("is now at", StringComparison.Ordinal)));
        Assert.Contains(r => r.Output.Contains("nothing to do", StringComparison.Ordinal), results);
    }

    private static string[] FilesIn(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
