using System.Text.RegularExpressions;

namespace MigrationBuild.Bundles;

/// <summary>The names of a bundle's entries: the writer makes these, and the reader takes no other, although it never extracts any to a path.</summary>
internal static partial class EntryNames
{
    public const string Digest = "manifest.sha256";
    public const string Manifest = "manifest.json";
    public const string RepeatableProof = "proofs/repeatable.json";

    public static string Up(string version) => $"scripts/{version}.up.sql";

    public static string Down(string version) => $"scripts/{version}.down.sql";

    public static string Verify(string version) => $"scripts/{version}.verify.sql";

    public static string Proof(string version) => $"proofs/{version}.json";

    /// <summary>By place: the name of a repeatable migration may hold any letter.</summary>
    public static string Repeatable(int index) => $"repeatable/{index + 1:D5}.sql";

    /// <summary>By place as well.</summary>
    public static string Performance(int index) => $"perf/{index + 1:D5}.sql";

    public static bool IsAllowed(string name) => Allowed().IsMatch(name);

    // A version is groups of digits. There is nothing in these names that differs by case, dots up or begins at a root.
    [GeneratedRegex(@"\A(manifest\.sha256|manifest\.json|scripts/[0-9][0-9._-]{0,99}\.(up|down|verify)\.sql|(repeatable|perf)/[0-9]{5}\.sql|proofs/([0-9][0-9._-]{0,99}|repeatable)\.json)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed();
}
