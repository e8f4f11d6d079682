using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationBuild.Bundles.Signing;

/// <summary>
/// What is signed: an in-toto statement (v1) whose predicate is a SLSA provenance (v1), and whose subject is the bundle.
/// Names and order are the format: see the package's readme before changing one.
/// </summary>
internal sealed record ProvenanceStatement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<ProvenanceStatement.Resource> Subject,
    string PredicateType,
    ProvenanceStatement.Provenance Predicate)
{
    public const string StatementType = "https://in-toto.io/Statement/v1";
    public const string SlsaType = "https://slsa.dev/provenance/v1";

    /// <summary>Of this meaning of parameters and dependencies: another meaning is another number. A name, not an address.</summary>
    public const string OurBuildType = "urn:x-migrationbuild:build:v1";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProvenanceJson.Format.ProvenanceStatement);

    /// <exception cref="FormatException">It is of another kind, or not what <see cref="ToBytes"/> writes; the message says what.</exception>
    public static ProvenanceStatement Parse(byte[] payload)
    {
        ProvenanceStatement statement;
        try
        {
            statement = JsonSerializer.Deserialize(payload, ProvenanceJson.Format.ProvenanceStatement) ?? throw new FormatException("its statement is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("its statement is not one that this version of migrationbuild writes", e);
        }
        return statement.Type == StatementType && statement.PredicateType == SlsaType && statement.Predicate.BuildDefinition.BuildType == OurBuildType
            ? statement
            : throw new FormatException("its statement is of another kind: it does not say how a bundle was built");
    }

    /// <param name="Digest">By algorithm, lower-case hexadecimal.</param>
    internal sealed record Resource(
        string? Name = null, string? Uri = null, IReadOnlyDictionary<string, string>? Digest = null, IReadOnlyDictionary<string, string>? Annotations = null);

    internal sealed record Provenance(BuildDefinition BuildDefinition, RunDetails RunDetails);

    internal sealed record BuildDefinition(
        string BuildType, ExternalParameters ExternalParameters, InternalParameters InternalParameters, IReadOnlyList<Resource> ResolvedDependencies);

    internal sealed record ExternalParameters(string Engine, string? SupportedVersion = null);

    /// <param name="Certificates">SHA-256 of each certificate that lies beside the signature, which itself does not cover them.</param>
    internal sealed record InternalParameters(string? HeadVersion = null, string? ChainHash = null, IReadOnlyList<string>? Certificates = null);

    internal sealed record RunDetails(Builder Builder, Metadata? Metadata = null);

    internal sealed record Builder(string Id, IReadOnlyDictionary<string, string> Version);

    internal sealed record Metadata(string InvocationId);
}

/// <summary>Compiled serialization that takes nothing more, less or twice.</summary>
[JsonSerializable(typeof(ProvenanceStatement))]
internal sealed partial class ProvenanceJson : JsonSerializerContext
{
    public static readonly ProvenanceJson Format = new(StrictJson.Options);
}
