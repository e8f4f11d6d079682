using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The scripts of a bundle as a provenance names them: by their entry in the bundle, whose bytes have exactly this hash.</summary>
internal static class BundleInputs
{
    private static readonly IReadOnlyDictionary<string, string> EmptyMap = new Dictionary<string, string>();

    public static IReadOnlyList<ProvenanceStatement.Resource> Of(MigrationChain chain)
    {
        var inputs = new List<ProvenanceStatement.Resource>();
        foreach (var migration in chain.Migrations)
        {
            var version = migration.Version.Text;
            Add(EntryNames.Up(version), migration.Up);
            Add(EntryNames.Down(version), migration.Down);
            Add(EntryNames.Verify(version), migration.Verify);
        }
        for (var i = 0; i < chain.Repeatables.Count; i++)
            Add(EntryNames.Repeatable(i), chain.Repeatables[i].Script);
        return inputs;

        void Add(string entry, MigrationScript? script)
        {
            if (script is not null)
                inputs.Add(new(entry, null, Sha256(script.Hash), new SortedDictionary<string, string>(StringComparer.Ordinal) { ["file"] = script.File }));
        }
    }

    public static IReadOnlyDictionary<string, string> Sha256(string hash) => new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = hash };

    public static bool AreSame(IReadOnlyList<ProvenanceStatement.Resource> one, IReadOnlyList<ProvenanceStatement.Resource> other) =>
        one.Count == other.Count && one.Zip(other).All(p => IsSame(p.First, p.Second));

    private static bool IsSame(ProvenanceStatement.Resource one, ProvenanceStatement.Resource other) =>
        one.Name == other.Name && one.Uri == other.Uri && IsSame(one.Digest, other.Digest) && IsSame(one.Annotations, other.Annotations);

    private static bool IsSame(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        (one ?? EmptyMap).OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual((other ?? EmptyMap).OrderBy(p => p.Key, StringComparer.Ordinal));
}
