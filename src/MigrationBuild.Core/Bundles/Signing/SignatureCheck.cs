using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>One signature of an envelope, against one trusted key after the other.</summary>
internal sealed class SignatureCheck : IDisposable
{
    private readonly Envelope _envelope;
    private readonly EnvelopeSignature _signature;
    private readonly DateTimeOffset _now;

    /// <exception cref="FormatException">A certificate is none.</exception>
    public SignatureCheck(Envelope envelope, EnvelopeSignature signature, DateTimeOffset now)
    {
        _envelope = envelope;
        _signature = signature;
        _now = now;
        Certificates = [.. (signature.Certificates ?? []).Select(Load)];
    }

    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>The hashes by which the statement names the certificates.</summary>
    public IReadOnlyList<string> CertificateHashes => [.. Certificates.Select(c => TextHash.Of(c.RawData))];

    /// <summary>
    /// Whether the certificate that lies beside the signature says that it is right; null where there is none. Anybody can make such a
    /// pair: this finds damage, and no forgery.
    /// </summary>
    public bool? IsConsistent
    {
        get
        {
            if (Certificates.Count == 0)
                return null;
            using var key = Certificates[0].GetECDsaPublicKey();
            return key is not null && Curve.IsP256(key) && KeyId.Of(key) == _signature.KeyId && IsBy(key);
        }
    }

    public SignatureVerdict Against(TrustedKey trusted)
    {
        if (trusted.Id is not null && trusted.Id == _signature.KeyId)
            return AgainstKey(trusted);
        return trusted.Certificate is { } authority && CertificateUse.IsAuthority(authority) && Certificates.Count > 0
            ? AgainstAuthority(authority)
            : new(SignatureState.OtherKey, null);
    }

    public void Dispose()
    {
        foreach (var certificate in Certificates)
            certificate.Dispose();
    }

    private SignatureVerdict AgainstKey(TrustedKey trusted)
    {
        if (!IsBy(trusted.Key!))
            return new(SignatureState.Wrong, null);
        return trusted.Certificate is not null && CertificateUse.WhyUnfit(trusted.Certificate, _now) is { } why
            ? new(SignatureState.Untrusted, $"{why}; where its key is still to be trusted, trust the public key alone ('migrationbuild key public' prints it)")
            : new(SignatureState.Trusted, null);
    }

    private SignatureVerdict AgainstAuthority(X509Certificate2 authority)
    {
        var certificate = Certificates[0];
        if (CertificateUse.WhyUnfit(certificate, _now) is { } unfit)
            return new(SignatureState.Untrusted, unfit);
        if (!CertificateUse.IsForCode(certificate) || CertificateUse.IsAuthority(certificate))
            return new(SignatureState.Untrusted, $"the certificate of {CertificateUse.Name(certificate)} is not one for code signing");
        if (IssuedCertificate.WhyNot(Certificates, authority, _now) is { } why)
            return new(SignatureState.Untrusted, $"the certificate of {CertificateUse.Name(certificate)} is not trusted: {why}");
        return new(IsConsistent == true ? SignatureState.Trusted : SignatureState.Wrong, null);
    }

    private bool IsBy(ECDsa key) => key.VerifyData(_envelope.SignedBytes, _signature.Sig, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static X509Certificate2 Load(byte[] content)
    {
        try
        {
            return CertificateUse.Load(content);
        }
        catch (CryptographicException e)
        {
            throw new FormatException("a certificate in it is damaged", e);
        }
    }
}
