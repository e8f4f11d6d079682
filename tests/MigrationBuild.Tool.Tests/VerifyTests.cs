using System.Text.Json;

namespace MigrationBuild.Tool.Tests;

/// <summary>`verify`, `status` and `--accept-drift` on a database that somebody changed by hand.</summary>
[TestClass]
public sealed class VerifyTests : ToolTests
{
    private static readonly (string, string)[] Shop =
    [
        ("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);", "DROP TABLE users;"),
        ("CREATE INDEX users_name ON users (name);", "DROP INDEX users_name;"),
    ];

    [TestMethod]
    public async Task UntouchedDatabaseIsAsExpected()
    {
        var bundle = await ProvenBundleAsync(Shop);
        foreach (var target in new[] { "1", "head" })
        {
            Run("apply", "-b", bundle, "-c", Database, "--to", target).AssertExit(0);
            var result = Run("verify", "-b", bundle, "-c", Database);
            result.AssertExit(0);
            Assert.Contains("schema     as expected", result.Output);
            Assert.AreEqual("", result.Error);
            Assert.Contains("schema     as expected", Run("status", "-b", bundle, "-c", Database).Output);
        }
    }

    [TestMethod]
    public async Task ChangeByHandIsToldWithEachDifference()
    {
        var bundle = await ProvenBundleAsync(Shop);
        Run("apply", "-b", bundle, "-c", Database).AssertExit(0);
        Execute(Database, "DROP INDEX users_name; ALTER TABLE users ADD COLUMN note TEXT;");
        var before = await File.ReadAllBytesAsync(Database);

        var result = Run("verify", "-b", bundle, "-c", Database);
        result.AssertExit(4);
        Assert.Contains("index users_name is missing", result.Output);
        Assert.Contains("table users: + column note TEXT", result.Output);
        Assert.Contains("error MB6033: the schema is not the one that the bundle expects at 0002", result.Error);

        var json = Run("verify", "-b", bundle, "-c", Database, "--json");
        json.AssertExit(4);
        Assert.AreEqual("MB6033", json.ErrorCode);
        var schema = json.Json.GetProperty("schema");
        Assert.AreEqual("drifted", schema.GetProperty("state").GetString());
        Assert.AreEqual(2, schema.GetProperty("differences").GetArrayLength());
        Assert.AreEqual("0002", json.Json.GetProperty("currentVersion").GetString());

        var status = Run("status", "-b", bundle, "-c", Database);
        status.AssertExit(0);
        Assert.Contains("schema     2 differences from the expected one; see 'migrationbuild verify'", status.Output);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(Database), "looking changes nothing");
        CollectionAssert.AreEqual(new[] { "shop.db" }, Directory.GetFiles(Folder, "shop.db*").Select(Path.GetFileName).Where(f => !f!.Contains("snapshot", StringComparison.Ordinal)).ToArray());
    }

    [TestMethod]
    public async Task HistoryThatDoesNotFitIsRefusedWithoutASchema()
    {
        Run("apply", "-b", Bundle(("CREATE TABLE other (x);", "DROP TABLE other;")), "-c", Database).AssertExit(0);
        var result = Run("verify", "-b", await ProvenBundleAsync(Shop), "-c", Database, "--json");
        result.AssertExit(4);
        Assert.AreEqual("tampered", result.Json.GetProperty("state").GetString());
        Assert.AreEqual(JsonValueKind.Null, result.Json.GetProperty("schema").ValueKind);
        Assert.AreEqual("MB6007", result.ErrorCode);
    }

    [TestMethod]
    public void BundleWithoutProofSaysThatNothingWasCompared()
    {
        var bundle = Bundle(Shop);
        Run("apply", "-b", bundle, "-c", Database).AssertExit(0);
        Execute(Database, "DROP INDEX users_name;");
        var result = Run("verify", "-b", bundle, "-c", Database);
        result.AssertExit(0);
        Assert.Contains("schema     not compared:", result.Output);
        Assert.DoesNotContain("schema ", Run("status", "-b", bundle, "-c", Database).Output);
    }

    [TestMethod]
    public async Task ApplyIsRefusedUntilTheDriftIsAcceptedWithAReason()
    {
        var bundle = await ProvenBundleAsync(Shop);
        Run("apply", "-b", bundle, "-c", Database, "--to", "1").AssertExit(0);
        Execute(Database, "ALTER TABLE users ADD COLUMN note TEXT;");

        foreach (var arguments in new[] { Array.Empty<string>(), ["--dry-run"] })
        {
            var refused = Run(["apply", "-b", bundle, "-c", Database, "--json", .. arguments]);
            refused.AssertExit(4);
            Assert.AreEqual("MB6033", refused.ErrorCode);
            Assert.Contains("--accept-drift REASON", refused.Error);
        }
        Run("apply", "-b", bundle, "-c", Database, "--accept-drift", " ").AssertExit(2);
        Run("apply", "-b", bundle, "-c", Database, "--accept-drift", "incident 12").AssertExit(0);
        var history = Run("history", "-c", Database);
        Assert.Contains("drift      0001 accepted", history.Output);
        Assert.Contains("(incident 12 (table users))", history.Output);
        Run("rollback", "-b", bundle, "-c", Database, "--yes").AssertExit(4);
        Run("rollback", "-b", bundle, "-c", Database, "--yes", "--accept-drift", "incident 12").AssertExit(0);
    }
}
