using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tool.Tests;

/// <summary>`verify` with scripts and damage, and the options of the gates.</summary>
[TestClass]
public sealed class GateTests : ToolTests
{
    [TestMethod]
    public void VerifyRunsTheVerifyScriptsAndShowsWhatIsDamaged()
    {
        var bundle = BundleWithVerify("SELECT count(*) > 0 FROM users;\nINSERT INTO users (name) VALUES ('x');");
        Run("apply", "-b", bundle, "-c", Database).AssertExit(0);
        var fine = Run("verify", "-b", bundle, "-c", Database);
        fine.AssertExit(0);
        Assert.Contains("verify     1 of 1 verify scripts pass", fine.Output);
        Assert.Contains("damage     none", fine.Output);
        Assert.AreEqual("", fine.Error);

        Execute(Database, "PRAGMA foreign_keys = OFF; INSERT INTO orders VALUES (1, 77); DELETE FROM users;");
        var before = File.ReadAllBytes(Database);
        var failed = Run("verify", "-b", bundle, "-c", Database);
        failed.AssertExit(4);
        Assert.Contains("verify     0 of 1 verify scripts pass", failed.Output);
        Assert.Contains("table orders: 1 row points to missing users", failed.Output);
        Assert.Contains("Migrations/0001_step.verify.sql(1,1): error MB6037: the verify script of 0001 step does not pass any more: the check gave 0", failed.Error);
        Assert.Contains("warning MB6041: table orders: 1 row points to missing users", failed.Error);

        var json = Run("verify", "-b", bundle, "-c", Database, "--json");
        json.AssertExit(4);
        Assert.AreEqual("MB6037", json.ErrorCode);
        var script = json.Json.GetProperty("verifyScripts")[0];
        Assert.AreEqual(("0001", false), (script.GetProperty("version").GetString(), script.GetProperty("passed").GetBoolean()));
        Assert.AreEqual("orphans", json.Json.GetProperty("damage")[0].GetProperty("kind").GetString());
        CollectionAssert.AreEqual(before, File.ReadAllBytes(Database), "looking changes nothing");
    }

    [TestMethod]
    [DataRow("--health-timeout 5s", "--health-timeout needs --health-command"), DataRow("--health-between-steps", "--health-between-steps needs --health-command"), DataRow("--health-command=", "--health-command is empty")]
    [DataRow("--max-slowdown 0.5", "no factor of 1 or more"), DataRow("--max-slowdown much", "no factor of 1 or more"), DataRow("--max-slowdown -2", "--max-slowdown"), DataRow("--perf-runs many", "no number from 0 to 1000"), DataRow("--perf-runs 100000", "no number from 0 to 1000"), DataRow("--perf-timeout 5x", "no duration")]
    public void WrongOptionIsRefusedBeforeAnythingIsTouched(string option, string why)
    {
        var bundle = Bundle(("CREATE TABLE a (x);", "DROP TABLE a;"));
        foreach (var verb in new[] { new[] { "apply" }, ["rollback", "--yes"] })
        {
            var refused = Run([.. verb, "-b", bundle, "-c", Database, .. option.Split(' ')]);
            refused.AssertExit(2);
            Assert.Contains("MB6001", refused.Error);
            Assert.Contains(why, refused.Error);
        }
        Assert.IsFalse(File.Exists(Database));
    }

    private string BundleWithVerify(string verify)
    {
        var chain = new MigrationChain
        {
            Engine = "sqlite",
            Migrations =
            [
                new Migration
                {
                    Version = MigrationVersion.Parse("0001"),
                    Name = "step",
                    Up = Script("up", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id)); INSERT INTO users (name) VALUES ('ann');"),
                    Down = Script("down", "DROP TABLE orders; DROP TABLE users;"),
                    Verify = Script("verify", verify),
                    ChainHash = TextHash.Of("0001"),
                },
            ],
        };
        var file = PathOf("verified.migrations.zip");
        BundleFile.Write(file, BundleWriter.Write(chain, "0.1.0"));
        return file;
    }

    private static MigrationScript Script(string part, string text) => new() { File = $"Migrations/0001_step.{part}.sql", Text = text, Hash = TextHash.Of(text) };
}
