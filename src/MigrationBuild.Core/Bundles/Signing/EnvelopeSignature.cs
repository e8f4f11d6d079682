using System.Text.Json.Serialization;

namespace MigrationBuild.Bundles.Signing;

/// <param name="KeyId">Not signed, and so no more than a hint; a signature whose key has another id does not count.</param>
/// <param name="Sig">ECDSA over P-256 and SHA-256, ASN.1 (DER).</param>
/// <param name="Certificates">An addition to DSSE: each as DER, that of the key first, then each issuer; null: a bare key. The payload names their hashes.</param>
internal sealed record EnvelopeSignature([property: JsonPropertyName("keyid")] string KeyId, byte[] Sig, IReadOnlyList<byte[]>? Certificates = null);
