using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationBuild.Bundles.Signing;

/// <summary>Something that a person said to trust: a public key, or a certificate.</summary>
/// <param name="Source">The file that it came from, as the person named it.</param>
/// <param name="Key">The key itself; null for an authority whose own key is of another kind, which signs certificates only.</param>
/// <param name="Certificate">Null for a bare public key: that has no name, no end and no purpose but this.</param>
internal sealed record TrustedKey(string Source, ECDsa? Key, X509Certificate2? Certificate)
{
    public string? Id { get; } = Key is null ? null : KeyId.Of(Key);
}
