using System.Text.Json;

namespace MigrationBuild.Tool.Tests;

/// <summary>What `plan`, `inspect` and `apply` tell of the build's proof.</summary>
[TestClass]
public sealed class ProofOutputTests : ToolTests
{
    private static readonly (string, string)[] Shop =
    [
        ("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);", "DROP TABLE users;"),
        ("UPDATE users SET name = lower(name);", "SELECT 1;"),
        ("CREATE INDEX users_name ON users (name);", "DROP INDEX users_name;"),
    ];

    [TestMethod]
    public async Task PlanTellsTheWayBackAndTheTablesWithTheirSizes()
    {
        var bundle = await ProvenBundleAsync(Shop);
        Run("apply", "-b", bundle, "-c", Database, "--to", "1").AssertExit(0);
        Execute(Database, "INSERT INTO users (name) VALUES ('a'), ('b');");

        var text = Run("plan", "-b", bundle, "-c", Database).Output;
        Assert.Contains("way back: loses data: users.name: ", text);
        Assert.Contains("changes users (~2 rows)", text);
        Assert.Contains("changes users", Run("plan", "-b", bundle).Output);

        var steps = Run("plan", "-b", bundle, "-c", Database, "--json").Json.GetProperty("steps");
        Assert.AreEqual("lossy", steps[0].GetProperty("verdict").GetString());
        Assert.StartsWith("users.name: ", steps[0].GetProperty("proof").GetProperty("details")[0].GetString()!);
        Assert.AreEqual(2, steps[0].GetProperty("proof").GetProperty("tables")[0].GetProperty("rows").GetInt64());
        Assert.AreEqual("exact", steps[1].GetProperty("verdict").GetString());
        Assert.AreEqual(JsonValueKind.Array, steps[1].GetProperty("proof").GetProperty("statements").ValueKind);
    }

    [TestMethod]
    public async Task ApplyRemarksAStepWhoseWayBackIsNotProven()
    {
        var bundle = await ProvenBundleAsync(Shop);
        var result = Run("apply", "-b", bundle, "-c", Database, "--json");
        result.AssertExit(0);
        var lines = result.Error.Split('\n').Where(l => l.Contains("way back", StringComparison.Ordinal)).ToList();
        Assert.HasCount(1, lines, result.Error);
        Assert.Contains("up 0002 step", lines[0]);
        Assert.Contains("; way back: loses data", lines[0]);
        CollectionAssert.AreEqual(
            new[] { "exact", "lossy", "exact" },
            result.Json.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("verdict").GetString()).ToArray());
    }

    [TestMethod]
    public async Task InspectTellsVerdictsAndTheSchemaOfEachVersion()
    {
        var bundle = await ProvenBundleAsync(Shop);
        var text = Run("inspect", "-b", bundle).Output;
        StringAssert.Matches(text, new("proof      on SQLite 3\\.", System.Text.RegularExpressions.RegexOptions.IgnoreCase));
        Assert.Contains("way back: loses data", text);
        var json = Run("inspect", "-b", bundle, "--json").Json;
        Assert.Contains(" 3.", json.GetProperty("proofEngine").GetString()!);
        Assert.AreEqual("lossy", json.GetProperty("migrations")[1].GetProperty("verdict").GetString());

        Assert.AreEqual("", Run("inspect", "-b", bundle, "--schema", "base").Output.Trim());
        Assert.StartsWith("table users\n    column id INTEGER", Run("inspect", "-b", bundle, "--schema", "1").Output);
        Assert.Contains("index users_name\n", Run("inspect", "-b", bundle, "--schema", "head").Output);
        Run("inspect", "-b", bundle, "--schema", "9").AssertExit(2);
        Run("inspect", "-b", Bundle(Shop), "--schema", "head").AssertExit(2);
    }
}
