using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>Signatures by certificates: whom they let in, and for how long.</summary>
[TestClass]
public sealed class CertificateTests
{
    private readonly SigningFolder _folder = new();
    private readonly X509Certificate2 _root = TestCertificates.Authority();

    [TestInitialize]
    public void Prepare() => _folder.WriteBundle();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void A_certificate_that_is_trusted_itself_is_accepted()
    {
        // As `openssl req -x509` makes one: an authority of itself, without a purpose.
        foreach (var leaf in new[] { TestCertificates.Leaf(null), TestCertificates.Leaf(null, purpose: null, isAuthority: true) })
        {
            _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true));
            var report = _folder.Require(_folder.WriteCertificate("trusted.pem", leaf)).Signature!;
            Assert.AreEqual("CN=Release", report.Certificate);
        }
    }

    [TestMethod]
    public void An_authority_lets_in_whom_it_issued_a_certificate_directly_or_through_others()
    {
        var middle = TestCertificates.Authority("CN=Middle", _root);
        var leaf = TestCertificates.Leaf(middle);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true, _root, middle));
        Assert.HasCount(2, Envelope.Parse(_folder.Signature).Signatures[0].Certificates!, "the root is left to whoever trusts it");
        Assert.IsNotNull(_folder.Require(_folder.WriteCertificate("root.pem", _root)).Signature);
        Assert.IsNotNull(_folder.Require(_folder.WriteCertificate("middle.pem", middle)).Signature, "one in between may be trusted alone");
    }

    [TestMethod]
    public void A_good_certificate_beside_the_signature_of_another_key_is_refused()
    {
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(_root), withKey: true));
        using var other = SigningKeyFile.Read(_folder.NewKey(), "key", () => null, SigningFolder.Now);
        _folder.Change(e => e with { Signatures = [e.Signatures[0] with { Sig = other.Sign(e.SignedBytes) }] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "was altered", _folder.WriteCertificate("root.pem", _root));
    }

    [TestMethod]
    public void An_authority_with_an_RSA_key_may_issue()
    {
        var root = TestCertificates.RsaAuthority();
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(root), withKey: true));
        Assert.IsNotNull(_folder.Require(_folder.WriteCertificate("root.pem", root)).Signature);
    }

    [TestMethod]
    public void Another_authority_of_the_same_name_is_refused()
    {
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(_root), withKey: true));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "is not trusted", _folder.WriteCertificate("root.pem", TestCertificates.Authority()));
    }

    [TestMethod]
    public void A_chain_that_was_forged_below_a_trusted_authority_is_refused()
    {
        var middle = TestCertificates.Authority("CN=Middle", _root);
        var impostor = TestCertificates.Authority("CN=Middle");
        var leaf = TestCertificates.Leaf(impostor);
        foreach (var between in new[] { middle, impostor })
        {
            _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true, between));
            _folder.AssertRefused(Descriptors.SignerNotTrusted, "is not trusted", _folder.WriteCertificate("root.pem", _root));
            _folder.AssertRefused(Descriptors.SignerNotTrusted, "is not trusted", _folder.WriteCertificate("middle.pem", middle));
        }
    }

    [TestMethod]
    public void A_missing_link_is_told()
    {
        var middle = TestCertificates.Authority("CN=Middle", _root);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(middle), withKey: true));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "a certificate in between is missing", _folder.WriteCertificate("root.pem", _root));
    }

    [TestMethod]
    public void A_certificate_that_has_expired_is_refused_until_its_key_is_trusted_as_such()
    {
        var leaf = TestCertificates.Leaf(_root, days: 5);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true));
        string[] trusted = [_folder.WriteCertificate("root.pem", _root), _folder.WriteCertificate("trusted.pem", leaf)];
        var later = SigningFolder.Now.AddDays(6);
        foreach (var file in trusted)
        {
            Assert.IsNotNull(_folder.Require(file).Signature);
            var e = Assert.ThrowsExactly<MigrationException>(() => _folder.Require(later, file));
            Assert.AreEqual(Descriptors.SignerNotTrusted, e.Diagnostic.Descriptor);
            Assert.Contains("expired on 2026-11-26", e.Message);
            Assert.ThrowsExactly<MigrationException>(() => _folder.Require(SigningFolder.Now.AddDays(-20), file), "not valid yet");
        }
        var key = _folder.Write("public.pem", PublicHalf.Read(trusted[1], () => null).Pem);
        Assert.IsNotNull(_folder.Require(later, key).Signature);
    }

    [TestMethod]
    public void An_authority_that_has_expired_lets_nobody_in()
    {
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(_root, days: 10_000), withKey: true));
        Assert.ThrowsExactly<MigrationException>(() => _folder.Require(SigningFolder.Now.AddYears(11), _folder.WriteCertificate("root.pem", _root)));
    }

    // An authority issues certificates to every web server of the house: none of them may release a migration.
    [TestMethod]
    [DataRow(null), DataRow(TestCertificates.WebServer)]
    public void A_certificate_that_is_not_for_code_does_not_count_by_its_authority(string? purpose)
    {
        // The certificate of a web server cannot even be made to sign here; somebody with another program could.
        var leaf = TestCertificates.Leaf(_root, purpose);
        if (purpose is null)
            _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true));
        else
            Assert.ThrowsExactly<MigrationException>(() => _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true)));
        using var key = new SigningKey(leaf.GetECDsaPrivateKey()!, [leaf]);
        _folder.Signature = _folder.Make(key);
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "code signing", _folder.WriteCertificate("root.pem", _root));
    }

    [TestMethod]
    public void A_certificate_without_the_right_to_sign_is_refused()
    {
        var leaf = TestCertificates.Leaf(_root, usage: X509KeyUsageFlags.KeyEncipherment);
        using var key = new SigningKey(leaf.GetECDsaPrivateKey()!, [leaf]);
        _folder.Signature = _folder.Make(key);
        foreach (var file in new[] { _folder.WriteCertificate("root.pem", _root), _folder.WriteCertificate("trusted.pem", leaf) })
            _folder.AssertRefused(Descriptors.SignerNotTrusted, "not for digital signatures", file);
    }

    [TestMethod]
    public void An_authority_below_the_trusted_one_does_not_sign_bundles()
    {
        var middle = TestCertificates.Leaf(_root, isAuthority: true);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", middle, withKey: true));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "not one for code signing", _folder.WriteCertificate("root.pem", _root));
    }

    [TestMethod]
    public void A_chain_with_a_hash_that_can_be_forged_is_refused()
    {
        var root = TestCertificates.RsaAuthority();
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(root, hash: HashAlgorithmName.SHA1), withKey: true));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "is not trusted", _folder.WriteCertificate("root.pem", root));
    }

    [TestMethod]
    public void An_authority_with_a_short_key_is_refused()
    {
        var root = TestCertificates.RsaAuthority(1024);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(root), withKey: true));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "is not trusted", _folder.WriteCertificate("root.pem", root));
    }

    [TestMethod]
    public void Certificates_that_were_taken_away_added_or_exchanged_afterwards_are_noticed()
    {
        var leaf = TestCertificates.Leaf(_root);
        _folder.Sign(_folder.WriteCertificate("leaf.pem", leaf, withKey: true));
        var key = _folder.Write("public.pem", PublicHalf.Read(_folder.PathOf("leaf.pem"), () => null).Pem);
        Assert.IsNotNull(_folder.Require(key).Signature);
        var signed = Envelope.Parse(_folder.Signature).Signatures[0];
        foreach (var certificates in new IReadOnlyList<byte[]>?[] { null, [.. signed.Certificates!, _root.RawData], [_root.RawData] })
        {
            _folder.Change(e => e with { Signatures = [signed with { Certificates = certificates }] });
            _folder.AssertRefused(Descriptors.SignatureWrong, "certificates beside the signature", key);
        }
        _folder.Change(e => e with { Signatures = [signed with { Certificates = [[.. signed.Certificates![0], 0]] }] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "damaged", key);
        _folder.Change(e => e with { Signatures = [signed with { Certificates = [TestCertificates.RsaAuthority().RawData] }] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "not by the key of its certificate");
    }
}
