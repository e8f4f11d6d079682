using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// Whether an authority that is trusted issued a certificate, itself or through others. Offline: nothing is fetched, and no list of
/// revoked certificates is asked.
/// </summary>
internal static class IssuedCertificate
{
    private const int MinRsaBits = 2048;

    // ecdsa-with-SHA256/384/512, sha256/384/512WithRSAEncryption, RSASSA-PSS, Ed25519. Not SHA-1 and MD5: whoever can make two certificates with one hash forges one.
    private static readonly HashSet<string> Algorithms =
    [
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10", "1.3.101.112",
    ];

    /// <param name="chain">The certificate, and then what lies beside it.</param>
    /// <returns>Null where it did; else why not.</returns>
    public static string? WhyNot(IReadOnlyList<X509Certificate2> chain, X509Certificate2 authority, DateTimeOffset now)
    {
        var certificate = chain[0];
        using var built = new X509Chain();
        built.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        built.ChainPolicy.CustomTrustStore.Add(authority);
        built.ChainPolicy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        built.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        built.ChainPolicy.DisableCertificateDownloads = true;
        built.ChainPolicy.VerificationTime = now.UtcDateTime;
        built.ChainPolicy.ApplicationPolicy.Add(new Oid(CertificateUse.CodeSigning));
        try
        {
            built.Build(certificate);
            return WhyNot(built, authority);
        }
        catch (CryptographicException)
        {
            return "its chain cannot be read";
        }
        finally
        {
            foreach (var element in built.ChainElements)
                element.Certificate.Dispose();
        }
    }

    private static string? WhyNot(X509Chain built, X509Certificate2 authority)
    {
        var last = built.ChainElements[^1].Certificate;
        if (built.ChainElements.Count < 2 || !last.RawData.AsSpan().SequenceEqual(authority.RawData))
            return $"{CertificateUse.Name(authority)} did not issue it, or a certificate in between is missing";
        foreach (var element in built.ChainElements)
        {
            // The authority that is trusted may have an issuer of its own, which nobody asked about: the chain ends there, and that is right.
            var allowed = ReferenceEquals(element, built.ChainElements[^1]) ? X509ChainStatusFlags.PartialChain : X509ChainStatusFlags.NoError;
            if (element.ChainElementStatus.FirstOrDefault(s => (s.Status & ~allowed) != 0) is { Status: not 0 } trouble)
                return $"{CertificateUse.Name(element.Certificate)}: {trouble.Status}";
        }
        if (built.ChainElements.SkipLast(1).Any(e => !Algorithms.Contains(e.Certificate.SignatureAlgorithm.Value!)))
            return "a certificate in the chain is signed by an algorithm that can be forged";
        return built.ChainElements.Skip(1).Any(e => IsWeak(e.Certificate)) ? "a key in the chain is too short" : null;
    }

    private static bool IsWeak(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        return rsa is not null && rsa.KeySize < MinRsaBits;
    }
}
