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

    [TestMethod]
    [DataRow("postgresql.template.kept", true), DataRow("postgresql.snapshot.renamed", true), DataRow("snapshot.description-written", true)]
    [DataRow("postgresql.template.kept=fail", false), DataRow("snapshot.digested=fail", false)]
    public async Task One_that_has_its_name_and_is_not_finished_does_not_stay(string fault, bool isKilled)
    {
        await using var server = await StartServerAsync();
        var connection = await server.CreateDatabaseAsync("shop");
        string[] create = ["snapshot", "create", "--snapshot", "template", "--engine", "postgresql", "-c", connection, "--snapshot-dir", PathOf("snapshots")];
        string Copies() => Ask(connection, "SELECT count(*) FROM pg_database WHERE datname LIKE 'shop#_%' ESCAPE '#'");

        Variables["MIGRATIONBUILD_FAULT"] = fault;
        Assert.AreNotEqual(0, Run(create).ExitCode);
        Assert.AreEqual(isKilled ? "1" : "0", Copies());

        Variables["MIGRATIONBUILD_FAULT"] = null;
        Run(create).AssertExit(0);
        Assert.AreEqual("1", Copies());
        Assert.HasCount(2, Directory.GetFiles(PathOf("snapshots")));
    }
}
