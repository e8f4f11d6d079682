using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>The files that people have keys in, and what is wrong with some.</summary>
[TestClass]
public sealed class KeyFileTests
{
    private const string Secret = "correct horse";

    private readonly SigningFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void Every_form_of_a_key_signs()
    {
        _folder.WriteBundle();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var trusted = _folder.Write("public.pem", key.ExportSubjectPublicKeyInfoPem());
        string[] files =
        [
            _folder.Write("pkcs8.pem", key.ExportPkcs8PrivateKeyPem()),
            // As `openssl ecparam -genkey` writes it.
            _folder.Write("sec1.pem", "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key.ExportECPrivateKeyPem()),
            _folder.Write("encrypted.pem", Encrypted(key)),
            _folder.NewKey("own.key", Secret),
        ];
        foreach (var file in files)
        {
            _folder.Sign(file, Secret);
            Assert.IsNotNull(_folder.Require(trusted, KeyPair.PublicPath(_folder.PathOf("own.key"))).Signature, file);
        }
    }

    [TestMethod]
    public void A_PFX_signs_with_its_chain()
    {
        _folder.WriteBundle();
        var root = TestCertificates.Authority();
        var middle = TestCertificates.Authority("CN=Middle", root);
        using var bare = X509CertificateLoader.LoadCertificate(middle.RawData);
        var pfx = new X509Certificate2Collection { bare, TestCertificates.Leaf(middle) }.Export(X509ContentType.Pfx, Secret)!;
        File.WriteAllBytes(_folder.PathOf("release.pfx"), pfx);

        _folder.Sign(_folder.PathOf("release.pfx"), Secret);

        Assert.AreEqual("CN=Release", _folder.Require(_folder.WriteCertificate("root.pem", root)).Signature!.Certificate);
        AssertUnusable("release.pfx", "passphrase is wrong or missing", "wrong");
        AssertUnusable("release.pfx", "passphrase is wrong or missing", null);
    }

    [TestMethod]
    public void A_new_key_belongs_to_its_owner_and_overwrites_none()
    {
        var file = _folder.NewKey();
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var before = File.ReadAllBytes(file);
        Assert.AreEqual("MB1005", Assert.ThrowsExactly<MigrationException>(() => KeyPair.Create(file, null)).Diagnostic.Descriptor.Code);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(file));
        File.Delete(file);
        Assert.ThrowsExactly<MigrationException>(() => KeyPair.Create(file, null), "its public half is still there");
        Assert.IsFalse(File.Exists(file), "a half is no pair");
    }

    [TestMethod]
    public void An_encrypted_key_needs_its_passphrase()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write("k", Encrypted(key));
        AssertUnusable("k", "no passphrase was given");
        AssertUnusable("k", "the passphrase is wrong", "wrong");
    }

    [TestMethod]
    public void What_is_no_key_for_signing_is_refused_with_the_reason()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spelledOut = good.ExportExplicitParameters(includePrivateParameters: true);
        using var explicitCurve = ECDsa.Create(spelledOut);
        var pem = good.ExportPkcs8PrivateKeyPem();
        (string Text, string Words)[] cases =
        [
            (p384.ExportPkcs8PrivateKeyPem(), "on another curve"),
            (p384.ExportECPrivateKeyPem(), "on another curve"),
            (explicitCurve.ExportPkcs8PrivateKeyPem(), "curve P-256"),
            (rsa.ExportPkcs8PrivateKeyPem(), "of another kind"),
            (rsa.ExportRSAPrivateKeyPem(), "of another kind"),
            (good.ExportSubjectPublicKeyInfoPem(), "no private key in it"),
            (pem + "\n" + pem, "several private keys"),
            (pem.Remove(70, 4), "damaged or of another kind"),
            (pem.Insert(60, "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"), "its PEM cannot be read"),
            ("", "neither PEM nor PFX"),
            ("hello", "neither PEM nor PFX"),
            (pem + "\n" + TestCertificates.Leaf(null).ExportCertificatePem(), "none of its certificates"),
            (new string('x', (1 << 20) + 1), "far too large"),
        ];
        foreach (var (text, words) in cases)
        {
            _folder.Write("k", text);
            AssertUnusable("k", words);
        }
        AssertUnusable("nowhere", "it does not exist");
    }

    [TestMethod]
    public void A_certificate_that_is_not_valid_any_more_does_not_sign()
    {
        _folder.WriteCertificate("k", TestCertificates.Leaf(null, days: -1), withKey: true);
        AssertUnusable("k", "expired on");
    }

    [TestMethod]
    public void A_key_that_others_can_read_is_warned_of_also_behind_a_link()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no such permissions");
            return;
        }
        var file = _folder.NewKey();
        File.CreateSymbolicLink(_folder.PathOf("link"), file);
        Assert.IsNull(SigningKeyFile.CheckPermissions(file, "it"));
        Assert.IsNull(SigningKeyFile.CheckPermissions(_folder.PathOf("link"), "it"));
        foreach (var mode in new[] { UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | mode);
            Assert.AreEqual("MB5011", SigningKeyFile.CheckPermissions(file, "it")!.Descriptor.Code);
            Assert.AreEqual("MB5011", SigningKeyFile.CheckPermissions(_folder.PathOf("link"), "it")!.Descriptor.Code);
        }
    }

    [TestMethod]
    public void What_cannot_say_whom_to_trust_is_refused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        var web = new CertificateRequest("CN=web", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(SigningFolder.Now, SigningFolder.Now.AddDays(1));
        (string Text, string Words)[] cases =
        [
            ("", "neither a public key nor a certificate"),
            (File.ReadAllText(_folder.NewKey()), "there is a private key in it"),
            (p384.ExportSubjectPublicKeyInfoPem(), "another curve"),
            (rsa.ExportSubjectPublicKeyInfoPem(), "of another kind"),
            (web.ExportCertificatePem(), "the certificate of CN=web is for a key of another kind"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "damaged"),
            ("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", "something else in it ('X509 CRL')"),
        ];
        foreach (var (text, words) in cases)
        {
            var e = Assert.ThrowsExactly<MigrationException>(() => TrustStore.Read([_folder.Write("t", text)]));
            Assert.AreEqual("MB5007", e.Diagnostic.Descriptor.Code);
            Assert.AreEqual(ExitCode.Usage, e.ExitCode);
            Assert.Contains(words, e.Message);
        }
        Assert.Contains("it does not exist", Assert.ThrowsExactly<MigrationException>(() => TrustStore.Read([_folder.PathOf("nowhere")])).Message);
        Assert.Contains("it has no name", Assert.ThrowsExactly<MigrationException>(() => TrustStore.Read([""])).Message);
    }

    private static string Encrypted(ECDsa key) =>
        key.ExportEncryptedPkcs8PrivateKeyPem(Secret, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

    private void AssertUnusable(string file, string words, string? passphrase = null)
    {
        var e = Assert.ThrowsExactly<MigrationException>(() => SigningKeyFile.Read(_folder.PathOf(file), "the key", () => passphrase, SigningFolder.Now));
        Assert.AreEqual("MB5006", e.Diagnostic.Descriptor.Code);
        Assert.AreEqual(ExitCode.Failed, e.ExitCode);
        Assert.Contains(words, e.Message);
        Assert.DoesNotContain(_folder.Root, e.Message);
        if (passphrase is not null)
            Assert.DoesNotContain($"'{passphrase}'", e.Message);
    }
}
