using MigrationBuild.Bundles;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>Ten thousand damaged pairs of bundle and signature: none is accepted, and none ends in anything but a message.</summary>
[TestClass]
public sealed class SignatureFuzzTests
{
    [TestMethod]
    [DataRow(1, false), DataRow(2, true)]
    public void No_altered_pair_is_accepted(int seed, bool withCertificates)
    {
        using var folder = new SigningFolder();
        folder.WriteBundle();
        var trusted = Prepare(folder, withCertificates);
        var bundle = File.ReadAllBytes(folder.BundlePath);
        var signature = folder.Signature;
        using var trust = TrustStore.Read([trusted]);
        Assert.IsTrue(IsAccepted(bundle, signature, trust), "the pair itself");
        var random = new Random(20261121 + seed);
        for (var i = 0; i < 5_000; i++)
        {
            var (alteredBundle, alteredSignature) = (i % 5 == 0 ? Damage(bundle, random) : bundle, i % 5 == 0 ? signature : Damage(signature, random));
            if (alteredBundle.AsSpan().SequenceEqual(bundle) && alteredSignature.AsSpan().SequenceEqual(signature))
                continue;
            Assert.IsFalse(IsAccepted(alteredBundle, alteredSignature, trust), $"round {i}");
        }
    }

    // Valid JSON, valid base64, another byte inside: what random damage rarely reaches.
    [TestMethod]
    public void No_altered_byte_inside_the_envelope_is_accepted()
    {
        using var folder = new SigningFolder();
        folder.WriteBundle(TestChains.Chain("0001"));
        var trusted = Prepare(folder, withCertificates: true);
        var bundle = File.ReadAllBytes(folder.BundlePath);
        var envelope = Envelope.Parse(folder.Signature);
        using var trust = TrustStore.Read([trusted]);
        for (var i = 0; i < envelope.Payload.Length; i++)
            Assert.IsFalse(IsAccepted(bundle, (envelope with { Payload = Flip(envelope.Payload, i) }).ToBytes(), trust), $"payload {i}");
        var signature = envelope.Signatures[0];
        for (var i = 0; i < signature.Sig.Length; i++)
            Assert.IsFalse(IsAccepted(bundle, (envelope with { Signatures = [signature with { Sig = Flip(signature.Sig, i) }] }).ToBytes(), trust), $"signature {i}");
        for (var c = 0; c < signature.Certificates!.Count; c++)
        {
            for (var i = 0; i < signature.Certificates[c].Length; i++)
            {
                var certificates = signature.Certificates.ToArray();
                certificates[c] = Flip(certificates[c], i);
                Assert.IsFalse(IsAccepted(bundle, (envelope with { Signatures = [signature with { Certificates = certificates }] }).ToBytes(), trust), $"certificate {c}, {i}");
            }
        }
    }

    private static string Prepare(SigningFolder folder, bool withCertificates)
    {
        if (!withCertificates)
        {
            folder.Sign(folder.NewKey());
            return KeyPair.PublicPath(folder.PathOf("shop.key"));
        }
        var root = TestCertificates.Authority();
        var middle = TestCertificates.Authority("CN=Middle", root);
        folder.Sign(folder.WriteCertificate("leaf.pem", TestCertificates.Leaf(middle), withKey: true, middle));
        return folder.WriteCertificate("root.pem", root);
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        var altered = (byte[])bytes.Clone();
        altered[at] ^= 1;
        return altered;
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToList();
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveAt(at); break;
            case 2: bytes.Insert(at, (byte)random.Next(32, 127)); break;
            case 3: bytes.RemoveRange(at, bytes.Count - at); break;
            default:
                for (var i = at; i < Math.Min(at + 20, bytes.Count); i++)
                    bytes[i] = original[random.Next(original.Length)];
                break;
        }
        return [.. bytes];
    }

    private static bool IsAccepted(byte[] bundle, byte[] signature, TrustStore trust)
    {
        try
        {
            new SignatureVerifier("x.sig", trust, SigningFolder.Now).Verify(signature, bundle, () => BundleReader.Read(bundle, "x"));
            return true;
        }
        catch (Exception e) when (e is FormatException or MigrationException)
        {
            return false;
        }
    }
}
