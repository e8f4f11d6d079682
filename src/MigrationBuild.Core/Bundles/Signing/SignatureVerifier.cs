using MigrationBuild.Diagnostics;

namespace MigrationBuild.Bundles.Signing;

/// <summary>The bytes of a signature file against the bytes of a bundle.</summary>
/// <param name="name">What to call the signature file in messages.</param>
/// <param name="trust">Null: whatever can be checked without knowing whom to trust.</param>
internal sealed class SignatureVerifier(string name, TrustStore? trust, DateTimeOffset now)
{
    /// <param name="bundle">Reads the same bytes; called once they are known to be those that were signed.</param>
    /// <exception cref="FormatException">The file is no signature, or does not fit the bundle.</exception>
    /// <exception cref="MigrationException">MB5010; and whatever reading the bundle throws.</exception>
    public SignatureReport Verify(byte[] content, byte[] file, Func<Bundle> bundle)
    {
        var envelope = Envelope.Parse(content);
        if (envelope.PayloadType != Envelope.InTotoType)
            throw new FormatException("what it signs is no in-toto statement");
        var checks = new List<SignatureCheck>();
        try
        {
            foreach (var signature in envelope.Signatures)
                checks.Add(new SignatureCheck(envelope, signature, now));
            var (counts, by) = trust is null ? (FirstConsistent(checks), null) : FirstTrusted(envelope, checks, trust);
            // Only now: until here nobody vouches for what the payload holds.
            var statement = ProvenanceStatement.Parse(envelope.Payload);
            BundleProvenance.RequireSubject(statement, file);
            var provenance = BundleProvenance.Check(statement, bundle());
            var check = checks[counts];
            if (!provenance.Certificates.SequenceEqual(check.CertificateHashes))
                throw new FormatException("the certificates beside the signature are not those that were there when it was made");
            return new SignatureReport(
                envelope.Signatures[counts].KeyId, check.Certificates is [var own, ..] ? CertificateUse.Name(own) : null, by?.Source, provenance);
        }
        finally
        {
            foreach (var check in checks)
                check.Dispose();
        }
    }

    private static int FirstConsistent(List<SignatureCheck> checks)
    {
        var index = checks.FindIndex(c => c.IsConsistent != false);
        return index >= 0 ? index : throw new FormatException("the signature is not by the key of its certificate");
    }

    // One good signature is enough, whatever others lie beside it: who adds one takes nothing away.
    private (int Index, TrustedKey By) FirstTrusted(Envelope envelope, List<SignatureCheck> checks, TrustStore trusted)
    {
        var isWrong = false;
        var reasons = new List<string>();
        for (var i = 0; i < checks.Count; i++)
        {
            foreach (var key in trusted.Keys)
            {
                var verdict = checks[i].Against(key);
                if (verdict.State == SignatureState.Trusted)
                    return (i, key);
                isWrong |= verdict.State == SignatureState.Wrong;
                if (verdict.Why is { } why && !reasons.Contains(why))
                    reasons.Add(why);
            }
        }
        if (isWrong)
            throw new FormatException("it names a key that is trusted, and is not by that key: the statement or the signature was altered");
        var signers = string.Join(", ", envelope.Signatures.Select((s, i) => Describe(s, checks[i])));
        throw new MigrationException(Descriptors.SignerNotTrusted, ExitCode.Refused,
            $"the bundle is signed by {signers}, which does not count ('{name}'): "
            + (reasons.Count > 0 ? string.Join("; ", reasons) : $"trusted are {string.Join(", ", trusted.Keys.Select(Describe))}")
            + "; nothing was touched. Sign it with a key that is trusted here, or have this signer trusted by whoever decides that");
    }

    // A key's id is text of the file: only one that looks like an id is shown.
    private static string Describe(EnvelopeSignature signature, SignatureCheck check) =>
        (signature.KeyId.Length == 64 && signature.KeyId.All(char.IsAsciiHexDigit) ? $"key {signature.KeyId[..16]}…" : "a key without an id")
        + (check.Certificates is [var own, ..] ? $" ({CertificateUse.Name(own)})" : "");

    private static string Describe(TrustedKey key) =>
        (key.Id is null ? "" : $"key {key.Id[..16]}… ") + (key.Certificate is null ? "" : $"({CertificateUse.Name(key.Certificate)}) ") + $"of '{key.Source}'";
}
