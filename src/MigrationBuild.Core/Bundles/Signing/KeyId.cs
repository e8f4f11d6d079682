using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>What a key is called: the SHA-256 of its public half (SubjectPublicKeyInfo), lower-case hexadecimal.</summary>
internal static class KeyId
{
    public static string Of(ECDsa key) => TextHash.Of(key.ExportSubjectPublicKeyInfo());

    /// <summary>Null where the certificate is not for an ECDSA key.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPublicKey();
        return key is null ? null : Of(key);
    }
}
