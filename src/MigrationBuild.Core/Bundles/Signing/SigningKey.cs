using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationBuild.Bundles.Signing;

/// <summary>A private key that signs bundles, with its certificate where it has one.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    /// <param name="certificates">Of the key first, then each issuer; empty: a bare key.</param>
    internal SigningKey(ECDsa key, IReadOnlyList<X509Certificate2> certificates)
    {
        _key = key;
        Certificates = certificates;
        Id = KeyId.Of(key);
    }

    /// <summary>SHA-256 of the public half.</summary>
    public string Id { get; }

    internal IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>The public half, for whoever is to trust it.</summary>
    public string PublicKeyPem => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>ASN.1 (DER), as OpenSSL and the verifiers of in-toto read it. Not deterministic: each signature of the same bytes is another.</summary>
    internal byte[] Sign(byte[] content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose()
    {
        _key.Dispose();
        foreach (var certificate in Certificates)
            certificate.Dispose();
    }
}
