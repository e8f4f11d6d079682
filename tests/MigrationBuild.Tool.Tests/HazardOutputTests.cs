namespace MigrationBuild.Tool.Tests;

/// <summary>What `check` tells of hazards, and `inspect` of what no rule looked into.</summary>
[TestClass]
public sealed class HazardOutputTests : ToolTests
{
    [TestInitialize]
    public void WriteScripts()
    {
        Write("0001_a.up.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n");
        Write("0001_a.down.sql", "DROP TABLE users;\n");
        Write("0002_b.up.sql", "ALTER TABLE users ADD COLUMN age int DEFAULT 0;\nCREATE INDEX users_by_age ON users (age);\n");
        Write("0002_b.down.sql", "DROP INDEX users_by_age;\nALTER TABLE users DROP COLUMN age;\n");
        Write("0003_c.up.sql", "SELECT 1;\nDO $$ BEGIN\n  EXECUTE 'DROP TABLE ' || 'b';\nEND $$;\n");
        Write("0003_c.down.sql", "CALL back();\n");
    }

    [TestMethod]
    [DataRow("0001", "", "MB3101 MB3003 MB3003")]
    [DataRow("0001", "10", "MB3101 MB3113 MB3003 MB3003")]
    [DataRow("0002", "", "MB3003 MB3003")]
    [DataRow("none", "", "MB3003 MB3003")]
    public void CheckTellsHazardsAboveTheReleasedVersionForTheServerThatIsNamed(string released, string target, string codes)
    {
        string[] targetOption = target.Length == 0 ? [] : ["--target-version", target];
        var result = Run(["check", "Migrations", "--engine", "postgresql", "--proof", "off", "--released-version", released, "--json", .. targetOption]);

        result.AssertExit(0);
        var found = result.Json.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetProperty("code").GetString()!).ToList();
        CollectionAssert.AreEquivalent(codes.Split(' '), found);
    }

    [TestMethod]
    public void InspectListsWhatNoRuleLookedInto()
    {
        File.WriteAllText(PathOf("request"), "migrationbuild-request 1\n"
            + $"project-directory={Folder}\nlock-file={PathOf("Migrations/migrations.lock")}\nlock-mode=update\nengine=postgresql\nproof=off\nreleased-version=0003\nbundle={PathOf("x.zip")}\n"
            + string.Concat(Directory.GetFiles(PathOf("Migrations"), "*.sql").Select(f => $"script={f}\n")));
        Run("compile", PathOf("request")).AssertExit(0);

        var text = Run("inspect", "-b", PathOf("x.zip")).Output;
        var json = Run("inspect", "-b", PathOf("x.zip"), "--json").Json.GetProperty("notUnderstood");

        Assert.Contains("not understood, so not looked into for hazards: 2 statements\n", text);
        Assert.Contains("  Migrations/0003_c.up.sql(3): EXECUTE 'DROP TABLE ' || 'b'\n", text);
        Assert.AreEqual("Migrations/0003_c.up.sql 3, Migrations/0003_c.down.sql 1",
            string.Join(", ", json.EnumerateArray().Select(s => $"{s.GetProperty("file").GetString()} {s.GetProperty("line").GetInt32()}")));
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(PathOf("Migrations"));
        File.WriteAllText(Path.Combine(PathOf("Migrations"), file), text);
    }
}
