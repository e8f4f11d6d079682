using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles;

/// <summary>`manifest.json` of a bundle. Names and order are the format: see the package's readme before changing one.</summary>
internal sealed record BundleManifest
{
    public required int Format { get; init; }
    public required string Tool { get; init; }
    public required string Engine { get; init; }
    public string? SupportedVersion { get; init; }
    public string? BaseVersion { get; init; }
    public string? HeadVersion { get; init; }
    public string? ChainHash { get; init; }
    public required IReadOnlyList<MigrationEntry> Migrations { get; init; }
    public IReadOnlyList<RepeatableEntry>? Repeatables { get; init; }
    public IReadOnlyList<ScriptEntry>? Performance { get; init; }
    public IReadOnlyList<SuppressedEntry>? Suppressed { get; init; }
    public ProofEntry? Proof { get; init; }

    internal sealed record MigrationEntry
    {
        public required string Version { get; init; }
        public string? Parent { get; init; }
        public required string Name { get; init; }
        public string? Irreversible { get; init; }
        public required string ChainHash { get; init; }
        public IReadOnlyList<string>? AcceptedUpHashes { get; init; }
        public required ScriptEntry Up { get; init; }
        public ScriptEntry? Down { get; init; }
        public ScriptEntry? Verify { get; init; }
        public MigrationProofEntry? Proof { get; init; }
    }

    internal sealed record MigrationProofEntry(string Verdict, string Entry, string Sha256);

    internal sealed record ProofEntry
    {
        public required string Engine { get; init; }
        public bool? ColumnOrder { get; init; }
        public SchemaEntry? Repeatables { get; init; }
    }

    internal sealed record SchemaEntry(string Entry, string Sha256);

    internal sealed record RepeatableEntry
    {
        public required string Name { get; init; }
        public required ScriptEntry Script { get; init; }
    }

    internal sealed record ScriptEntry
    {
        public required string Entry { get; init; }
        public required string Sha256 { get; init; }
        public required string File { get; init; }
        public required int Line { get; init; }
        public bool? Transaction { get; init; }
        public long? TimeoutMs { get; init; }
        public long? LockTimeoutMs { get; init; }
        public string? Recover { get; init; }
        public IReadOnlyList<ExpectEntry>? Expect { get; init; }
        public IReadOnlyList<AllowEntry>? Allow { get; init; }
        public IReadOnlyList<SuppressedEntry>? Suppressed { get; init; }
        public IReadOnlyList<NotUnderstood>? NotUnderstood { get; init; }
    }

    internal sealed record ExpectEntry(string Query, string Value, int Line, Comparison? Comparison = null);

    internal sealed record AllowEntry(string Code, string Reason, int Line);

    internal sealed record SuppressedEntry(string Code, int? Line, string By, DiagnosticSeverity? Severity = null);
}

/// <summary>Compiled serialization: the same text everywhere, and no reflection at start.</summary>
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(MigrationProof))]
[JsonSerializable(typeof(SchemaChange))]
internal sealed partial class BundleManifestJson : JsonSerializerContext
{
    public static readonly BundleManifestJson Format = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<Comparison>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<DiagnosticSeverity>(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        // Names in any script stay readable; the file is data, never part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
