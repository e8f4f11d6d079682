namespace MigrationBuild.Tool.Tests;

/// <summary>A snapshot that is a second database on the server.</summary>
[TestClass]
public sealed class TemplateSnapshotTests : PostgreSqlToolTests
{
    [TestMethod]
    public async Task It_is_listed_and_restores_as_often_as_wanted()
    {
        await using var server = await StartServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (2);", "DROP TABLE t;"), ("DROP TABLE t;", "CREATE TABLE t (id int);"));
        string[] target = ["--engine", "postgresql", "-c", connection];
        Run("apply", "-b", bundle, "-c", connection, "--to", "1").AssertExit(0);
        var name = Run(["snapshot", "create", "--snapshot", "template", "--json", .. target]).Json.GetProperty("name").GetString()!;

        for (var i = 0; i < 2; i++)
        {
            Run("apply", "-b", bundle, "-c", connection).AssertExit(0);
            Assert.Contains(name, Run(["snapshot", "list", .. target]).Output);
            Run(["snapshot", "restore", name, "--yes", .. target]).AssertExit(0);
            Assert.AreEqual("3", Ask(connection, "SELECT sum(id) FROM t"));
            Assert.AreEqual("1", Ask(connection, "SELECT count(*) FROM migration_history WHERE action = 'up'"));
        }
        Assert.AreEqual("1", Ask(connection, "SELECT count(*) FROM pg_database WHERE datname LIKE 'shop#_mb#_snap#_%' ESCAPE '#'"));
        Assert.AreEqual("2", Ask(connection, "SELECT count(*) FROM pg_database WHERE datname LIKE 'shop%'"));
    }
}
