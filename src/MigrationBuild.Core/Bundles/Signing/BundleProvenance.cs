using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles.Signing;

/// <summary>What a signature file claims about a bundle, after it was held against that bundle. Who claims it, the signature tells.</summary>
/// <param name="SignedName">The bundle's file name when it was signed; it may have another by now.</param>
/// <param name="Commit">Null where the signer did not know.</param>
/// <param name="Source">The address of the repository and the branch or tag; null where the signer did not know.</param>
/// <param name="Builder">What ran the build.</param>
/// <param name="Run">The run on the build server; null where there was none.</param>
/// <param name="LockFileHash">SHA-256 of the lock file; null where the signer did not know.</param>
/// <param name="Inputs">How many scripts it names; they are those of the bundle.</param>
public sealed record BundleProvenance(
    string SignedName, string? Commit, string? Source, string Builder, string? Run, string? LockFileHash, int Inputs)
{
    internal const string ManifestAnnotation = "manifestSha256";
    internal const string SourceName = "source";

    /// <summary>SHA-256 of each certificate that belongs to the signature.</summary>
    internal IReadOnlyList<string> Certificates { get; private init; } = [];

    /// <summary>The one file that the statement is about.</summary>
    /// <exception cref="FormatException">It is about something else.</exception>
    internal static void RequireSubject(ProvenanceStatement statement, byte[] file)
    {
        if (statement.Subject is not [{ Name: not null, Digest: { Count: 1 } digest }] || !digest.TryGetValue("sha256", out var hash))
            throw new FormatException("it is not about exactly one file");
        if (hash != TextHash.Of(file))
            throw new FormatException("it is about a bundle with other bytes: one of the two was altered, or they belong to different builds");
    }

    /// <exception cref="FormatException">Something that it claims is not so.</exception>
    internal static BundleProvenance Check(ProvenanceStatement statement, Bundle bundle)
    {
        RequirePrintable(statement);
        var definition = statement.Predicate.BuildDefinition;
        var dependencies = definition.ResolvedDependencies;
        var inputs = BundleInputs.Of(bundle.Chain);
        var others = dependencies.Take(dependencies.Count - inputs.Count).ToList();
        if (dependencies.Count < inputs.Count || !BundleInputs.AreSame(inputs, [.. dependencies.Skip(others.Count)]))
            throw new FormatException("the scripts that it names are not those of the bundle");
        if (statement.Subject[0].Annotations?.GetValueOrDefault(ManifestAnnotation) != bundle.Digest)
            throw new FormatException("the manifest that it names is not the bundle's");
        if (definition.ExternalParameters.Engine != bundle.Chain.Engine || definition.ExternalParameters.SupportedVersion != bundle.Chain.SupportedVersion?.Text
            || definition.InternalParameters.HeadVersion != bundle.Chain.Head?.Version.Text || definition.InternalParameters.ChainHash != bundle.Chain.Head?.ChainHash)
        {
            throw new FormatException("the engine or the versions that it names are not the bundle's");
        }
        var source = others.FirstOrDefault(d => d.Name == SourceName);
        var run = statement.Predicate.RunDetails;
        return new BundleProvenance(
            statement.Subject[0].Name!, source?.Digest?.GetValueOrDefault("gitCommit"), source?.Uri, run.Builder.Id, run.Metadata?.InvocationId,
            others.FirstOrDefault(d => d.Name != SourceName)?.Digest?.GetValueOrDefault("sha256"), inputs.Count)
        {
            Certificates = definition.InternalParameters.Certificates ?? [],
        };
    }

    // What is shown on a terminal before anybody trusts it must not steer the terminal.
    private static void RequirePrintable(ProvenanceStatement statement)
    {
        var run = statement.Predicate.RunDetails;
        var dependencies = statement.Predicate.BuildDefinition.ResolvedDependencies;
        if (dependencies.Any(d => d is null))
            throw new FormatException("it has an empty dependency");
        var shown = dependencies.SelectMany(d => new[] { d.Name, d.Uri }.Concat(d.Digest?.Values ?? []))
            .Concat([statement.Subject[0].Name, run.Builder.Id, run.Metadata?.InvocationId]);
        if (shown.Any(t => t is not null && t.Any(char.IsControl)))
            throw new FormatException("it has control characters in a text");
    }
}
