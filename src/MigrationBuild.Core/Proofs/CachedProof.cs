using System.Text.Json.Serialization;

namespace MigrationBuild.Proofs;

/// <summary>What the cache keeps of one migration: everything that a build would learn by trying it again.</summary>
internal sealed record CachedProof
{
    public required MigrationProof Proof { get; init; }

    public IReadOnlyList<ProofFinding> Findings { get; init; } = [];

    /// <summary>Why nothing after this migration can be tried; null where it can.</summary>
    public string? Stopped { get; init; }

    /// <summary>Tables that hold no rows after it, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Unfilled { get; init; } = new Dictionary<string, string>();

    /// <summary>Tables that seed scripts fill, up to here.</summary>
    public IReadOnlyList<string> Seeded { get; init; } = [];

    /// <summary>Objects that triggers made when rows were made, up to here.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];
}

/// <summary>Compiled serialization: no reflection at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CachedProof))]
internal sealed partial class CachedProofJson : JsonSerializerContext;
