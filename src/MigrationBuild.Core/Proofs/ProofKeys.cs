using System.Globalization;
using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Proofs;

/// <summary>A word for each migration that stands for everything which its proof depends on: itself, all before it, and how they are tried.</summary>
internal static class ProofKeys
{
    /// <summary>Raised when the proof itself changes what it finds.</summary>
    private const int Format = 2;

    /// <param name="scratch">As the scratch driver describes it.</param>
    /// <returns>One for each migration, and one for the chain with its repeatable scripts.</returns>
    public static IReadOnlyList<string> Of(MigrationChain chain, ProofOptions options, string scratch)
    {
        var key = TextHash.Of(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{scratch}\n{options.ComparesColumnOrder}"));
        var keys = new List<string>();
        foreach (var migration in chain.Migrations)
        {
            var seeds = options.Seeds.Where(s => s.Version.Equals(migration.Version)).Select(s => Describe(s.Script));
            key = TextHash.Of(string.Join('\n',
                [key, migration.ToString(), migration.IrreversibleReason ?? "", Describe(migration.Up), Describe(migration.Down), Describe(migration.Verify), .. seeds]));
            keys.Add(key);
        }
        keys.Add(TextHash.Of(string.Join('\n', [key, "repeatable", .. chain.Repeatables.Select(r => Describe(r.Script))])));
        return keys;
    }

    // Its place is in what is found.
    private static string Describe(MigrationScript? script) => script is null ? "" : string.Create(CultureInfo.InvariantCulture,
        $"{script.File}({script.FirstLine}) {script.Hash} {script.Transactional} {script.Timeout} {script.LockTimeout} {string.Join(',', script.Allowed.Select(a => $"{a.Code} {a.Reason}"))}");
}
