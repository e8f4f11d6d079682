using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>Authorities and certificates for tests.</summary>
internal static class TestCertificates
{
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    public const string WebServer = "1.3.6.1.5.5.7.3.1";

    public static X509Certificate2 Authority(string name = "CN=Root", X509Certificate2? issuer = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return issuer is null
            ? request.CreateSelfSigned(SigningFolder.Now.AddYears(-1), SigningFolder.Now.AddYears(10))
            : request.Create(issuer, SigningFolder.Now.AddYears(-1), SigningFolder.Now.AddYears(5), Serial()).CopyWithPrivateKey(key);
    }

    public static X509Certificate2 RsaAuthority(int bits = 2048)
    {
        var request = new CertificateRequest("CN=RSA Root", RSA.Create(bits), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(SigningFolder.Now.AddYears(-1), SigningFolder.Now.AddYears(10));
    }

    /// <param name="issuer">Null: signed by itself.</param>
    /// <param name="purpose">Null: it names none.</param>
    public static X509Certificate2 Leaf(
        X509Certificate2? issuer, string? purpose = CodeSigning, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, int days = 100, bool isAuthority = false,
        HashAlgorithmName? hash = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Release", key, hash ?? HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        var (from, to) = (SigningFolder.Now.AddDays(-10), SigningFolder.Now.AddDays(days));
        if (issuer is null)
            return request.CreateSelfSigned(from, to);
        using var ecdsa = issuer.GetECDsaPrivateKey();
        var signer = ecdsa is not null ? X509SignatureGenerator.CreateForECDsa(ecdsa) : hash == HashAlgorithmName.SHA1 ? new Sha1Signer(issuer.GetRSAPrivateKey()!) : X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);
        return request.Create(issuer.SubjectName, signer, from, to, Serial()).CopyWithPrivateKey(key);
    }

    private static byte[] Serial() => [1, .. RandomNumberGenerator.GetBytes(8)];

    // The framework itself makes none any more; old authorities still do.
    private sealed class Sha1Signer(RSA key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Convert.FromHexString("300D06092A864886F70D0101050500");

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

        protected override PublicKey BuildPublicKey() => new(key);
    }
}
