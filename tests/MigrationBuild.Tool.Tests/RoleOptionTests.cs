using Npgsql;

namespace MigrationBuild.Tool.Tests;

/// <summary>`--role`.</summary>
[TestClass]
public sealed class RoleOptionTests : PostgreSqlToolTests
{
    [TestMethod]
    public async Task Every_verb_that_connects_works_as_the_role()
    {
        await using var server = await StartServerAsync();
        Ask(server.ConnectionString(), "CREATE ROLE shop_owner; CREATE ROLE deploy LOGIN NOINHERIT IN ROLE shop_owner");
        Ask(server.ConnectionString(), "CREATE DATABASE shop OWNER shop_owner");
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString("shop")) { Username = "deploy" }.ConnectionString;
        var bundle = PostgreSqlBundle(("CREATE TABLE t (id int);", "DROP TABLE t;"), ("-- migrate:transaction none\nCREATE INDEX CONCURRENTLY i ON t (id);", "DROP INDEX i;"));
        string[] role = ["-c", connection, "--role", "shop_owner"];

        Run(["apply", "-b", bundle, .. role]).AssertExit(0);
        Assert.AreEqual("shop_owner", Ask(server.ConnectionString("shop"), "SELECT tableowner FROM pg_tables WHERE tablename = 't'"));
        // The history belongs to the role: without it nobody can read it.
        Run("status", "-b", bundle, "-c", connection).AssertExit(1);
        Run(["status", "-b", bundle, .. role]).AssertExit(0);
        Run(["plan", "-b", bundle, .. role]).AssertExit(0);
        Run(["history", "--engine", "postgresql", .. role]).AssertExit(0);
        Run(["snapshot", "create", "--engine", "postgresql", .. role]).AssertExit(0);
        Run(["rollback", "-b", bundle, "--to", "base", "--yes", .. role]).AssertExit(0);
        Run(["stamp", "head", "-b", bundle, "--yes", .. role]).AssertExit(0);
        var refused = Run("apply", "-b", bundle, "-c", connection, "--role", "nobody");
        refused.AssertExit(1);
        Assert.Contains("error MB6003: ", refused.Error);
        Assert.Contains("there is no role 'nobody'", refused.Error);
    }

    [TestMethod]
    public void Where_there_are_no_roles_it_is_a_mistake()
    {
        var refused = Run("apply", "-b", Bundle(("CREATE TABLE t (x);", "DROP TABLE t;")), "-c", Database, "--role", "owner", "--json");
        refused.AssertExit(2);
        Assert.AreEqual("MB6001", refused.ErrorCode);
        Assert.Contains("--role", Run("apply", "--help").Output);
    }
}
