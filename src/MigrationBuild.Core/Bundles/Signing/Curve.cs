using System.Security.Cryptography;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// The one kind of key that signs bundles: ECDSA on the curve P-256, with SHA-256. Neither the signature file nor an option chooses the
/// algorithm, so that there is nothing to confuse.
/// </summary>
internal static class Curve
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>What to tell whoever brought another key.</summary>
    public const string Wanted = "it must be an ECDSA key on the curve P-256 ('migrationbuild key new FILE' makes one)";

    public static bool IsP256(ECDsa key)
    {
        // A curve that is spelled out could be a look-alike with a base point of somebody's choice.
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && curve.Oid.Value == P256;
    }
}
