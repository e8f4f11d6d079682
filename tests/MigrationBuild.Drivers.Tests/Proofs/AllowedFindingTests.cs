using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;
using MigrationBuild.Sqlite.Scratch;

namespace MigrationBuild.Drivers.Tests.Proofs;

/// <summary>What a script allows is found all the same: it is told with the reason, and counts nowhere.</summary>
[TestClass]
public sealed class AllowedFindingTests
{
    [TestMethod]
    public async Task It_is_told_with_the_reason_also_from_the_cache()
    {
        using var folder = new TempFolder();
        var options = new ProofOptions { CacheDirectory = Path.Combine(folder.Path, "proof") };

        foreach (var run in (string[])["proven", "from the cache"])
        {
            var bag = await ProveAsync(Chain("nobody reads it"), options);

            Assert.AreEqual(0, bag.Count, run);
            var allowed = bag.Allowed.Single();
            Assert.AreEqual("MB4009", allowed.Diagnostic.Descriptor.Code, run);
            Assert.AreEqual(SuppressionKind.InSource, allowed.Kind, run);
            Assert.AreEqual("nobody reads it", allowed.Justification, run);
        }
        Assert.AreEqual("another reason", (await ProveAsync(Chain("another reason"), options)).Allowed.Single().Justification);
        Assert.AreEqual("MB4009", (await ProveAsync(Chain(null), options)).Sorted().Single().Descriptor.Code);
    }

    private static async Task<DiagnosticBag> ProveAsync(MigrationChain chain, ProofOptions options)
    {
        var bag = new DiagnosticBag();
        await new Prover(new SqliteScratchDriver(), options, file => file, bag).ProveAsync(chain, CancellationToken.None);
        return bag;
    }

    private static MigrationChain Chain(string? reason) => new()
    {
        Engine = "sqlite",
        Migrations =
        [
            Migration("0001", "CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT);", "DROP TABLE a;", null),
            Migration("0002", "ALTER TABLE a DROP COLUMN note;", "ALTER TABLE a ADD COLUMN note TEXT;", reason),
        ],
    };

    private static Migration Migration(string version, string up, string down, string? allowed) => new()
    {
        Version = MigrationVersion.Parse(version),
        Name = "step",
        Up = Script($"{version}.up.sql", up),
        Down = Script($"{version}.down.sql", down) with { Allowed = allowed is null ? [] : [new AllowedHazard("MB4009", allowed, 1)] },
        ChainHash = TextHash.Of(version),
    };

    private static MigrationScript Script(string file, string text) => new() { File = file, Text = text, Hash = TextHash.Of(text) };
}
