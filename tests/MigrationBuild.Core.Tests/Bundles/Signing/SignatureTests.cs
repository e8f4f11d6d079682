using System.Text;
using System.Text.Json;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>Signed, altered, exchanged: what is accepted and what is not.</summary>
[TestClass]
public sealed class SignatureTests
{
    private readonly SigningFolder _folder = new();
    private string _key = "";

    private string PublicKey => KeyPair.PublicPath(_key);

    [TestInitialize]
    public void Prepare()
    {
        _key = _folder.NewKey();
        _folder.WriteBundle(TestChains.Chain("0001", "0002") with
        {
            SupportedVersion = MigrationVersion.Parse("0009"),
            Repeatables = [new RepeatableMigration("view", TestChains.Script("SELECT 'ü';\n"))],
        });
        _folder.Sign(_key);
    }

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void A_bundle_that_a_trusted_key_signed_is_accepted_with_its_provenance()
    {
        var signed = _folder.Require(PublicKey);

        var report = signed.Signature!;
        Assert.AreEqual(PublicKey, report.TrustedBy);
        Assert.AreEqual(64, report.KeyId.Length);
        Assert.AreEqual(SigningFolder.Source.Commit, report.Provenance.Commit);
        Assert.AreEqual("git+https://git.example/shop@refs/heads/main", report.Provenance.Source);
        Assert.AreEqual(SigningFolder.Source.Run, report.Provenance.Run);
        Assert.AreEqual(SigningFolder.Source.LockFileHash, report.Provenance.LockFileHash);
        Assert.AreEqual(5, report.Provenance.Inputs);
        Assert.AreEqual(TextHash.Of(File.ReadAllBytes(_folder.BundlePath)), signed.FileHash);
    }

    [TestMethod]
    public void The_statement_has_the_form_of_in_toto_and_SLSA()
    {
        var envelope = JsonDocument.Parse(_folder.Signature).RootElement;
        Assert.AreEqual("application/vnd.in-toto+json", envelope.GetProperty("payloadType").GetString());
        var statement = JsonDocument.Parse(envelope.GetProperty("payload").GetBytesFromBase64()).RootElement;
        Assert.AreEqual("https://in-toto.io/Statement/v1", statement.GetProperty("_type").GetString());
        Assert.AreEqual("https://slsa.dev/provenance/v1", statement.GetProperty("predicateType").GetString());
        var subject = statement.GetProperty("subject")[0];
        Assert.AreEqual("Shop.migrations.zip", subject.GetProperty("name").GetString());
        Assert.AreEqual(TextHash.Of(File.ReadAllBytes(_folder.BundlePath)), subject.GetProperty("digest").GetProperty("sha256").GetString());
        var definition = statement.GetProperty("predicate").GetProperty("buildDefinition");
        Assert.AreEqual("sqlite", definition.GetProperty("externalParameters").GetProperty("engine").GetString());
        Assert.AreEqual(new string('c', 40), definition.GetProperty("resolvedDependencies")[0].GetProperty("digest").GetProperty("gitCommit").GetString());
        var script = definition.GetProperty("resolvedDependencies")[2];
        Assert.AreEqual("scripts/0001.up.sql", script.GetProperty("name").GetString());
        Assert.AreEqual("Migrations/0001_step.up.sql", script.GetProperty("annotations").GetProperty("file").GetString());
        var run = statement.GetProperty("predicate").GetProperty("runDetails");
        Assert.AreEqual("1.2.3", run.GetProperty("builder").GetProperty("version").GetProperty("migrationbuild").GetString());
        Assert.AreEqual("https://git.example/runs/7", run.GetProperty("metadata").GetProperty("invocationId").GetString());
    }

    // The vector of the DSSE protocol itself.
    [TestMethod]
    public void What_is_signed_is_encoded_as_DSSE_says() => Assert.AreEqual(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(new Envelope(Encoding.UTF8.GetBytes("hello world"), "http://example.com/HelloWorld", []).SignedBytes));

    [TestMethod]
    public void The_statement_is_the_same_each_time_and_the_signature_is_not()
    {
        var first = Envelope.Parse(_folder.Signature);
        _folder.Sign(_key);
        var second = Envelope.Parse(_folder.Signature);

        CollectionAssert.AreEqual(first.Payload, second.Payload);
        CollectionAssert.AreNotEqual(first.Signatures[0].Sig, second.Signatures[0].Sig);
    }

    [TestMethod]
    public void An_unsigned_bundle_is_refused_where_somebody_is_trusted_and_taken_where_nobody_is()
    {
        File.Delete(_folder.SignaturePath);
        _folder.AssertRefused(Descriptors.NotSigned, "is not signed", PublicKey);
        Assert.IsNull(_folder.Require().Signature);
    }

    [TestMethod]
    public void An_altered_bundle_is_refused_before_it_is_read()
    {
        var bytes = File.ReadAllBytes(_folder.BundlePath);
        bytes[^40] ^= 1;
        File.WriteAllBytes(_folder.BundlePath, bytes);
        _folder.AssertRefused(Descriptors.SignatureWrong, "other bytes", PublicKey);
    }

    [TestMethod]
    public void The_signature_of_another_bundle_is_refused()
    {
        _folder.WriteBundle(TestChains.Chain("0001"));
        _folder.AssertRefused(Descriptors.SignatureWrong, "other bytes", PublicKey);
    }

    [TestMethod]
    public void Another_key_is_refused_and_both_are_named()
    {
        var other = KeyPair.PublicPath(_folder.NewKey("other.key"));
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "trusted are key ", other);
        Assert.IsNotNull(_folder.Require(other, PublicKey).Signature, "one of several is enough");
    }

    [TestMethod]
    public void A_signature_under_the_name_of_another_key_is_refused()
    {
        var other = _folder.NewKey("other.key");
        using var key = SigningKeyFile.Read(other, "key", () => null, SigningFolder.Now);
        var id = Envelope.Parse(_folder.Signature).Signatures[0].KeyId;
        _folder.Change(e => e with { Signatures = [new EnvelopeSignature(id, key.Sign(e.SignedBytes))] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "was altered", PublicKey);
        // The right signature under a wrong name is another's.
        _folder.Sign(_key);
        _folder.Change(e => e with { Signatures = [e.Signatures[0] with { KeyId = key.Id }] });
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "signed by key", PublicKey);
        _folder.AssertRefused(Descriptors.SignatureWrong, "was altered", KeyPair.PublicPath(other));
    }

    [TestMethod]
    public void One_good_signature_among_bad_ones_is_enough_and_bad_ones_alone_are_not()
    {
        var good = Envelope.Parse(_folder.Signature).Signatures[0];
        var bad = good with { KeyId = new string('0', 64) };
        var wrong = good with { Sig = [.. good.Sig.SkipLast(1), (byte)(good.Sig[^1] ^ 1)] };
        _folder.Change(e => e with { Signatures = [bad, wrong, good] });
        Assert.IsNotNull(_folder.Require(PublicKey).Signature);
        _folder.Change(e => e with { Signatures = [bad] });
        _folder.AssertRefused(Descriptors.SignerNotTrusted, "key 0000000000000000…", PublicKey);
        _folder.Change(e => e with { Signatures = [wrong] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "was altered", PublicKey);
        _folder.Signature = (Envelope.Parse(_folder.Signature) with { Signatures = [.. Enumerable.Repeat(good, 17)] }).ToBytes();
        _folder.AssertRefused(Descriptors.SignatureWrong, "17 signatures", PublicKey);
    }

    [TestMethod]
    public void Bytes_after_a_signature_are_refused()
    {
        _folder.Change(e => e with { Signatures = [e.Signatures[0] with { Sig = [.. e.Signatures[0].Sig, 0] }] });
        _folder.AssertRefused(Descriptors.SignatureWrong, "was altered", PublicKey);
    }

    // The same key may sign other things for other purposes: none of them is a bundle's provenance.
    [TestMethod]
    [DataRow("https://slsa.dev/provenance/v1", "https://example/test-result/v1")]
    [DataRow("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1")]
    [DataRow("urn:x-migrationbuild:build:v1", "urn:x-migrationbuild:build:v2")]
    public void A_statement_of_another_kind_does_not_count(string from, string to)
    {
        _folder.Forge(_key, s => s.Replace(from, to, StringComparison.Ordinal));
        _folder.AssertRefused(Descriptors.SignatureWrong, "another kind", PublicKey);
    }

    [TestMethod]
    public void A_payload_of_another_type_does_not_count()
    {
        _folder.Forge(_key, s => s, "application/json");
        _folder.AssertRefused(Descriptors.SignatureWrong, "no in-toto statement", PublicKey);
    }

    [TestMethod]
    [DataRow("\"scripts/0001.up.sql\"", "\"scripts/0003.up.sql\"", "scripts that it names")]
    [DataRow("\"Migrations/0001_step.up.sql\"", "\"Migrations/other.sql\"", "scripts that it names")]
    [DataRow("\"engine\":\"sqlite\"", "\"engine\":\"postgresql\"", "engine or the versions")]
    [DataRow("\"supportedVersion\":\"0009\"", "\"supportedVersion\":\"0010\"", "engine or the versions")]
    [DataRow("\"manifestSha256\":\"", "\"manifestSha256\":\"0", "manifest that it names")]
    [DataRow("\"id\":\"https", "\"id\":\"\\u001b[2Jhttps", "control characters")]
    [DataRow("\"engine\":\"sqlite\"", "\"engine\":\"sqlite\",\"engine\":\"sqlite\"", "not one that this version")]
    [DataRow("\"engine\":\"sqlite\"", "\"engine\":\"sqlite\",\"extra\":1", "not one that this version")]
    [DataRow("\"engine\":\"sqlite\"", "\"engine\":null", "not one that this version")]
    [DataRow("\"engine\":\"sqlite\",", "", "not one that this version")]
    [DataRow("\"resolvedDependencies\":[", "\"resolvedDependencies\":[null,", "empty dependency")]
    [DataRow("\"subject\":[", "\"subject\":[{\"name\":\"x\",\"digest\":{\"sha256\":\"00\"}},", "exactly one file")]
    public void A_claim_that_is_not_true_of_the_bundle_is_refused_also_if_it_is_signed(string from, string to, string words)
    {
        _folder.Forge(_key, s => s.Replace(from, to, StringComparison.Ordinal));
        _folder.AssertRefused(Descriptors.SignatureWrong, words, PublicKey);
        _folder.AssertRefused(Descriptors.SignatureWrong, words);
    }

    [TestMethod]
    public void A_file_that_is_not_exactly_one_envelope_is_refused()
    {
        var text = Encoding.UTF8.GetString(_folder.Signature);
        string[] wrong =
        [
            "", "\n", "{}", "null", "[]", text.TrimEnd(), text + "\n", text + text, " " + text, "\uFEFF" + text, text.Replace("\n", "\r\n", StringComparison.Ordinal),
            text[..^20], text.Replace("{\"payload\"", "{\"alg\":\"none\",\"payload\"", StringComparison.Ordinal),
            text.Replace("\"signatures\"", "\"payloadType\":\"x\",\"signatures\"", StringComparison.Ordinal),
            text.Replace("\"payloadType\"", "\"PayloadType\"", StringComparison.Ordinal), text.Replace("\"keyid\":\"", "\"keyid\":\"\\u0030", StringComparison.Ordinal),
            "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}\n", "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[null]}\n", new string('[', 100_000),
        ];
        foreach (var content in wrong)
        {
            File.WriteAllText(_folder.SignaturePath, content);
            _folder.AssertRefused(Descriptors.SignatureWrong, "does not fit", PublicKey);
        }
        _folder.Signature = [.. Encoding.UTF8.GetBytes("{\"payload\":\""), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\"}\n")];
        _folder.AssertRefused(Descriptors.SignatureWrong, "does not fit", PublicKey);
    }

    [TestMethod]
    public void A_signature_file_of_two_gigabytes_is_not_read()
    {
        using (var file = File.Create(_folder.SignaturePath))
            file.SetLength(2L << 30);
        _folder.AssertRefused(Descriptors.SignatureWrong, "larger than any signature", PublicKey);
        File.Delete(_folder.SignaturePath);
        Directory.CreateDirectory(_folder.SignaturePath);
        _folder.AssertRefused(Descriptors.SignatureWrong, "cannot be read", PublicKey);
    }

    // A device says that it has no length, and never ends.
    [TestMethod]
    public void An_endless_file_is_not_read_to_its_end()
    {
        if (!File.Exists("/dev/zero"))
            Assert.Inconclusive("there is no endless file on this system");
        File.Delete(_folder.SignaturePath);
        File.CreateSymbolicLink(_folder.SignaturePath, "/dev/zero");
        _folder.AssertRefused(Descriptors.SignatureWrong, "larger than any signature", PublicKey);
    }

    [TestMethod]
    public void Links_are_followed_to_what_they_lead_to()
    {
        File.Move(_folder.BundlePath, _folder.PathOf("a"));
        File.Move(_folder.SignaturePath, _folder.PathOf("b"));
        File.CreateSymbolicLink(_folder.BundlePath, "a");
        File.CreateSymbolicLink(_folder.SignaturePath, "b");
        Assert.IsNotNull(_folder.Require(PublicKey).Signature);
        _folder.Sign(_key);
        Assert.IsNull(new FileInfo(_folder.SignaturePath).LinkTarget, "a signature replaces a link and does not write through it");
    }

    [TestMethod]
    public void Without_trust_a_wrong_signature_is_a_warning_and_the_bundle_is_taken()
    {
        _folder.WriteBundle(TestChains.Chain("0001"));
        var warnings = new List<Diagnostic>();

        var bundle = new SignedBundleReader(null, SigningFolder.Now).Read(_folder.BundlePath, warnings.Add);

        Assert.HasCount(1, bundle.Chain.Migrations);
        Assert.AreEqual("MB5012", warnings.Single().Descriptor.Code);
        Assert.Contains("other bytes", warnings[0].Message);
        Assert.DoesNotContain("nothing was touched", warnings[0].Message);
    }

    [TestMethod]
    public void Without_trust_a_right_signature_says_nothing_and_counts_for_nothing()
    {
        new SignedBundleReader(null, SigningFolder.Now).Read(_folder.BundlePath, w => Assert.Fail(w.Message));
        Assert.IsNull(_folder.Require().Signature!.TrustedBy);
    }
}
