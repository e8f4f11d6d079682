using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationBuild.Bundles.Signing;

/// <summary>Whether a certificate may stand for who signs a bundle, apart from who issued it.</summary>
internal static class CertificateUse
{
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>
    /// Reads a certificate and everything of it that is looked at later: the loader itself leaves most of it unread, overlooks what follows
    /// its end, and fails in the middle of a question.
    /// </summary>
    /// <exception cref="CryptographicException">It is damaged.</exception>
    public static X509Certificate2 Load(byte[] content)
    {
        var certificate = X509CertificateLoader.LoadCertificate(content);
        try
        {
            if (!certificate.RawData.AsSpan().SequenceEqual(content))
                throw new CryptographicException("something follows it");
            _ = (certificate.NotBefore, certificate.NotAfter, KeyUsage(certificate), Purposes(certificate), IsAuthority(certificate), Name(certificate), certificate.IssuerName, certificate.SignatureAlgorithm, KeyId.Of(certificate));
            using var rsa = certificate.GetRSAPublicKey();
            return certificate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            certificate.Dispose();
            throw new CryptographicException("it cannot be read", e);
        }
    }

    /// <returns>Null where it may; else a clause that begins with `the certificate`.</returns>
    public static string? WhyUnfit(X509Certificate2 certificate, DateTimeOffset now)
    {
        // Of now, not of the day of signing: only the signer says which day that was, and whoever stole an old key says any.
        if (now < certificate.NotBefore)
            return $"the certificate of {Name(certificate)} is not valid before {Day(certificate.NotBefore)}";
        if (now > certificate.NotAfter)
            return $"the certificate of {Name(certificate)} expired on {Day(certificate.NotAfter)}";
        if (KeyUsage(certificate) is { } usage && !usage.HasFlag(X509KeyUsageFlags.DigitalSignature))
            return $"the certificate of {Name(certificate)} is not for digital signatures (its key usage says so)";
        return Purposes(certificate) is { Count: > 0 } purposes && !purposes.Contains(CodeSigning)
            ? $"the certificate of {Name(certificate)} is not for code signing (its extended key usage says so)"
            : null;
    }

    /// <summary>
    /// Whether it names code signing among its purposes. Asked of what an authority issued: it issues certificates to web servers as well.
    /// </summary>
    public static bool IsForCode(X509Certificate2 certificate) => Purposes(certificate).Contains(CodeSigning);

    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: true };

    /// <summary>For messages: whatever somebody wrote into it, it steers no terminal.</summary>
    public static string Name(X509Certificate2 certificate) =>
        certificate.Subject.Length > 0 ? string.Concat(certificate.Subject.Select(c => char.IsControl(c) ? '?' : c)) : "no name";

    private static X509KeyUsageFlags? KeyUsage(X509Certificate2 certificate) => certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;

    private static HashSet<string> Purposes(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(e => e.EnhancedKeyUsages.Cast<Oid>()).Select(o => o.Value!)];

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
