using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>A bundle to the bytes of its signature file.</summary>
public static class BundleSigner
{
    private const string LockFileName = "migrations.lock";

    /// <param name="file">The bundle's bytes, read or made as <paramref name="bundle"/>.</param>
    /// <param name="name">The bundle's file name, without a folder.</param>
    /// <returns>The same statement for the same arguments; the signature in it is another each time, as ECDSA's are.</returns>
    public static byte[] Sign(byte[] file, string name, Bundle bundle, BuildSource source, SigningKey key)
    {
        var certificates = key.Certificates.Select(c => c.RawData).ToList();
        var statement = Describe(file, name, bundle, source, certificates).ToBytes();
        var envelope = new Envelope(statement, Envelope.InTotoType, []);
        var signature = new EnvelopeSignature(key.Id, key.Sign(envelope.SignedBytes), certificates.Count == 0 ? null : certificates);
        return (envelope with { Signatures = [signature] }).ToBytes();
    }

    private static ProvenanceStatement Describe(byte[] file, string name, Bundle bundle, BuildSource source, IReadOnlyList<byte[]> certificates)
    {
        var chain = bundle.Chain;
        var definition = new ProvenanceStatement.BuildDefinition(
            ProvenanceStatement.OurBuildType,
            new(chain.Engine, chain.SupportedVersion?.Text),
            new(chain.Head?.Version.Text, chain.Head?.ChainHash, certificates.Count == 0 ? null : [.. certificates.Select(c => TextHash.Of(c))]),
            [.. Source(source), .. BundleInputs.Of(chain)]);
        var run = new ProvenanceStatement.RunDetails(
            new(source.Builder, new Dictionary<string, string> { ["migrationbuild"] = bundle.ToolVersion }),
            source.Run is null ? null : new(source.Run));
        return new(ProvenanceStatement.StatementType, [Subject(file, name, bundle)], ProvenanceStatement.SlsaType, new(definition, run));
    }

    private static ProvenanceStatement.Resource Subject(byte[] file, string name, Bundle bundle) =>
        new(name, null, BundleInputs.Sha256(TextHash.Of(file)), new Dictionary<string, string> { [BundleProvenance.ManifestAnnotation] = bundle.Digest });

    private static IEnumerable<ProvenanceStatement.Resource> Source(BuildSource source)
    {
        if (source.Commit is { } commit)
        {
            var uri = source.Repository is null ? null : $"git+{source.Repository}{(source.Reference is null ? "" : $"@{source.Reference}")}";
            yield return new(BundleProvenance.SourceName, uri, new Dictionary<string, string> { ["gitCommit"] = commit });
        }
        if (source.LockFileHash is { } hash)
            yield return new(LockFileName, null, BundleInputs.Sha256(hash));
    }
}
