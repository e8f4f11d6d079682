using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The keys and certificates whose signatures count. There is always at least one: without any, nobody asks for a signature.</summary>
public sealed class TrustStore : IDisposable
{
    private const int MaxBytes = 1 << 20;

    private TrustStore(IReadOnlyList<TrustedKey> keys)
    {
        Keys = keys;
    }

    internal IReadOnlyList<TrustedKey> Keys { get; }

    /// <param name="files">PEM files, each with public keys or certificates. A file that is of no use is an error, not one less to trust.</param>
    /// <exception cref="MigrationException">MB5007.</exception>
    public static TrustStore Read(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            throw new ArgumentException("nothing to trust", nameof(files));
        return new([.. files.SelectMany(ReadFile)]);
    }

    public void Dispose()
    {
        foreach (var key in Keys)
        {
            key.Key?.Dispose();
            key.Certificate?.Dispose();
        }
    }

    private static IEnumerable<TrustedKey> ReadFile(string file)
    {
        var blocks = PemBlocks.Read(ReadBytes(file));
        if (blocks.Count == 0)
            throw Unusable(file, "there is neither a public key nor a certificate in it (PEM)");
        if (blocks.Any(b => b.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
            throw Unusable(file, "there is a private key in it, which belongs where bundles are signed, and nowhere else; 'migrationbuild key public FILE' prints the public one");
        return [.. blocks.Select(b => Read(b.Label, b.Content, file))];
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            return file.Length == 0 ? throw Unusable(file, "it has no name") : LimitedFile.Read(file, MaxBytes) ?? throw Unusable(file, "it is far too large for a key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, $"it cannot be read ({Reason.Of(e)})");
        }
    }

    private static TrustedKey Read(string label, byte[] content, string file)
    {
        try
        {
            return label switch
            {
                PemBlocks.PublicKey => new TrustedKey(file, RequireP256(ImportPublic(content), file), null),
                PemBlocks.Certificate => ReadCertificate(content, file),
                _ => throw Unusable(file, $"there is something else in it ('{label}')"),
            };
        }
        catch (CryptographicException)
        {
            throw Unusable(file, $"a key in it is damaged or of another kind; {Curve.Wanted}");
        }
    }

    private static ECDsa ImportPublic(byte[] content)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(content, out _);
        return key;
    }

    private static TrustedKey ReadCertificate(byte[] content, string file)
    {
        var certificate = CertificateUse.Load(content);
        var key = certificate.GetECDsaPublicKey();
        if (key is not null && Curve.IsP256(key))
            return new TrustedKey(file, key, certificate);
        // An authority may have any key of today: it signs certificates, not bundles.
        key?.Dispose();
        return CertificateUse.IsAuthority(certificate)
            ? new TrustedKey(file, null, certificate)
            : throw Unusable(file, $"the certificate of {CertificateUse.Name(certificate)} is for a key of another kind; {Curve.Wanted}");
    }

    private static ECDsa RequireP256(ECDsa key, string file) => Curve.IsP256(key) ? key : throw Unusable(file, $"a key in it is on another curve; {Curve.Wanted}");

    private static MigrationException Unusable(string file, string why) =>
        new(Descriptors.TrustUnusable, ExitCode.Usage, $"'{file}' cannot say whom to trust: {why}; nothing was touched");
}
