using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Proofs;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>A down script that changes nothing is told once: by the proof where it tried the script, else by the rule.</summary>
[TestClass]
public sealed class DownWithoutEffectTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("CREATE TABLE b (id INTEGER PRIMARY KEY);", ProofMode.Required, "MB4007", DisplayName = "the proof has seen it")]
    [DataRow("CREATE TABLE b (id INTEGER PRIMARY KEY);", ProofMode.Off, "MB3011", DisplayName = "there is no proof")]
    [DataRow("CREATE VIEW b AS SELECT id FROM a;\nDROP VIEW b;", ProofMode.Required, "", DisplayName = "the proof has seen that nothing stays")]
    [DataRow("CREATE TABLE b (id INTEGER DEFAULT (twice(1)));\nINSERT INTO b DEFAULT VALUES;", ProofMode.Auto, "MB3011 MB4001", DisplayName = "the proof could not try it")]
    public async Task It_is_told_once(string up, ProofMode mode, string expected)
    {
        using var folder = new TempFolder();
        var migrations = Directory.CreateDirectory(Path.Combine(folder.Path, "Migrations")).FullName;
        File.WriteAllText(Path.Combine(migrations, "0001_a.up.sql"), "CREATE TABLE a (id INTEGER PRIMARY KEY);\n");
        File.WriteAllText(Path.Combine(migrations, "0001_a.down.sql"), "DROP TABLE a;\n");
        File.WriteAllText(Path.Combine(migrations, "0002_b.up.sql"), up);
        File.WriteAllText(Path.Combine(migrations, "0002_b.down.sql"), "SELECT 1;\n");
        var request = ScriptFolder.Read(migrations).ToRequest("sqlite") with { LockMode = LockMode.Update, ReleasedVersion = "0001", Proof = mode };

        var result = await Compiler.CompileAsync(request, _ => new SqliteScratchDriver(), TestContext.CancellationToken);

        Assert.AreEqual(expected, string.Join(' ', result.Diagnostics.Select(d => d.Descriptor.Code).Order(StringComparer.Ordinal)), string.Join('\n', result.Diagnostics));
    }
}
