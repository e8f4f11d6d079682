using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tool.Tests;

/// <summary>What the build found and did not report is told by `plan` and `inspect`.</summary>
[TestClass]
public sealed class SuppressionTests : ToolTests
{
    [TestMethod]
    public void Plan_shows_them_at_their_step()
    {
        var bundle = Bundle();
        var lines = Run("plan", "-b", bundle).Output.Split('\n');

        Assert.Contains("(MB4009 allowed: nobody reads it; MB1117 not reported: NoWarn; MB4005 only warning: MigrationSeverity)", lines[1]);
        Assert.EndsWith("[Migrations/0002.up.sql]", lines[2].TrimEnd());
        var steps = Run("plan", "-b", bundle, "--json").Json.GetProperty("steps");
        CollectionAssert.AreEqual(new[] { "MB4009", "MB1117", "MB4005" }, steps[0].GetProperty("suppressions").EnumerateArray().Select(s => s.GetProperty("code").GetString()).ToArray());
        Assert.AreEqual(0, steps[1].GetProperty("suppressions").GetArrayLength());
    }

    [TestMethod]
    public void Inspect_lists_all_with_their_places()
    {
        var bundle = Bundle();

        var text = Run("inspect", "-b", bundle).Output;
        Assert.Contains("  Migrations/0001.up.sql(2): MB4009 allowed: nobody reads it", text);
        Assert.Contains("  Migrations/0001.up.sql(3): MB4005 only warning: MigrationSeverity", text);
        Assert.Contains("  MB1118 not reported: migrations.globalconfig", text);

        var json = Run("inspect", "-b", bundle, "--json").Json.GetProperty("suppressions").EnumerateArray().ToList();
        CollectionAssert.AreEqual(new[] { "MB4009", "MB1117", "MB4005", "MB1118" }, json.Select(s => s.GetProperty("code").GetString()).ToArray());
        Assert.AreEqual("inSource", json[0].GetProperty("kind").GetString());
        Assert.AreEqual("warning", json[2].GetProperty("severity").GetString());
    }

    private string Bundle()
    {
        var chain = new MigrationChain
        {
            Engine = "sqlite",
            Migrations = [Migration("0001") with { Up = Script("0001") }, Migration("0002")],
            Suppressions = [new Suppression("MB1118", null, "migrations.globalconfig")],
        };
        BundleFile.Write(PathOf("shop.migrations.zip"), BundleWriter.Write(chain, "0.1.0"));
        return PathOf("shop.migrations.zip");
    }

    private static MigrationScript Script(string version) => Migration(version).Up with
    {
        Allowed = [new AllowedHazard("MB4009", "nobody reads it", 2)],
        Suppressions = [new Suppression("MB1117", 1, "NoWarn"), new Suppression("MB4005", 3, "MigrationSeverity", DiagnosticSeverity.Warning)],
    };

    private static Migration Migration(string version) => new()
    {
        Version = MigrationVersion.Parse(version),
        Name = "",
        Up = new MigrationScript { File = $"Migrations/{version}.up.sql", Text = "SELECT 1;", Hash = TextHash.Of("SELECT 1;") },
        Down = new MigrationScript { File = $"Migrations/{version}.down.sql", Text = "SELECT 2;", Hash = TextHash.Of("SELECT 2;") },
        ChainHash = TextHash.Of(version),
    };
}
