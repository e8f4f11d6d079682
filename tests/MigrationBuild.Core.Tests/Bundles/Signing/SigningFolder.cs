using System.Security.Cryptography.X509Certificates;
using System.Text;
using MigrationBuild.Bundles;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>A folder with a bundle, its signature, and keys of all kinds; gone after the test.</summary>
internal sealed class SigningFolder : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly BuildSource Source = new(
        new string('c', 40), "https://git.example/shop", "refs/heads/main", "https://git.example/shop/build.yml@refs/heads/main", "https://git.example/runs/7", new string('1', 64));

    public string Root { get; } = Directory.CreateTempSubdirectory("mb-sign-").FullName;

    public string BundlePath => PathOf("Shop.migrations.zip");

    public string SignaturePath => SignatureFile.PathOf(BundlePath);

    public byte[] Signature
    {
        get => File.ReadAllBytes(SignaturePath);
        set => File.WriteAllBytes(SignaturePath, value);
    }

    public string PathOf(string name) => Path.Combine(Root, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>A pair of keys of the product's own making; the path of the private half.</summary>
    public string NewKey(string name = "shop.key", string? passphrase = null)
    {
        KeyPair.Create(PathOf(name), passphrase);
        return PathOf(name);
    }

    public void WriteBundle(MigrationChain? chain = null) => BundleFile.Write(BundlePath, BundleWriter.Write(chain ?? TestChains.Chain("0001", "0002"), "1.2.3"));

    public void Sign(string keyFile, string? passphrase = null)
    {
        using var key = SigningKeyFile.Read(keyFile, "key", () => passphrase, Now);
        SignatureFile.Write(BundlePath, Make(key));
    }

    public byte[] Make(SigningKey key)
    {
        var file = File.ReadAllBytes(BundlePath);
        return BundleSigner.Sign(file, "Shop.migrations.zip", BundleReader.Read(file, "test"), Source, key);
    }

    /// <summary>Writes the envelope again with other signatures, payload or type, signed by this key.</summary>
    public void Forge(string keyFile, Func<string, string> changeStatement, string type = Envelope.InTotoType)
    {
        using var key = SigningKeyFile.Read(keyFile, "key", () => null, Now);
        var envelope = Envelope.Parse(Signature) with { PayloadType = type };
        envelope = envelope with { Payload = Encoding.UTF8.GetBytes(changeStatement(Encoding.UTF8.GetString(envelope.Payload))) };
        Signature = (envelope with { Signatures = [new EnvelopeSignature(key.Id, key.Sign(envelope.SignedBytes))] }).ToBytes();
    }

    public void Change(Func<Envelope, Envelope> change) => Signature = change(Envelope.Parse(Signature)).ToBytes();

    public SignedBundle Require(params string[] trusted) => Require(Now, trusted);

    public SignedBundle Require(DateTimeOffset now, params string[] trusted)
    {
        using var trust = trusted.Length == 0 ? null : TrustStore.Read(trusted);
        return new SignedBundleReader(trust, now).Require(BundlePath);
    }

    public void AssertRefused(DiagnosticDescriptor descriptor, string words, params string[] trusted)
    {
        var e = Assert.ThrowsExactly<MigrationException>(() => Require(trusted));
        Assert.AreEqual(descriptor, e.Diagnostic.Descriptor, e.Message);
        Assert.AreEqual(ExitCode.Refused, e.ExitCode);
        Assert.Contains(words, e.Message);
    }

    /// <summary>A certificate in PEM, and its key with it where asked.</summary>
    public string WriteCertificate(string name, X509Certificate2 certificate, bool withKey = false, params X509Certificate2[] more) => Write(name, string.Join('\n',
        (withKey ? [certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()] : Array.Empty<string>())
            .Append(certificate.ExportCertificatePem()).Concat(more.Select(c => c.ExportCertificatePem()))));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
