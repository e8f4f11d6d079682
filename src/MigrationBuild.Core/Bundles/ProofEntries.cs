using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles;

/// <summary>The proof's part of a bundle: a file a migration with all that was learnt, in the manifest its verdict and hash.</summary>
internal sealed class ProofEntries
{
    private readonly List<ArchiveEntry> _entries = [];

    public IReadOnlyList<ArchiveEntry> Entries => _entries;

    public BundleManifest.MigrationProofEntry Add(MigrationProof proof)
    {
        var (entry, hash) = Add(EntryNames.Proof(proof.Version), proof, BundleManifestJson.Format.MigrationProof);
        return new(Word(proof.Verdict), entry, hash);
    }

    /// <summary>After all migrations: the archive has the entries in the manifest's order.</summary>
    public BundleManifest.ProofEntry Describe(ChainProof proof)
    {
        BundleManifest.SchemaEntry? repeatables = null;
        if (proof.Repeatables is { } change)
        {
            var (entry, hash) = Add(EntryNames.RepeatableProof, change, BundleManifestJson.Format.SchemaChange);
            repeatables = new(entry, hash);
        }
        return new() { Engine = proof.EngineVersion, ColumnOrder = proof.ComparesColumnOrder ? true : null, Repeatables = repeatables };
    }

    /// <exception cref="JsonException">It is not what the writer makes.</exception>
    public static ChainProof Read(BundleManifest manifest, BundleReader.EntryReader reader) => new()
    {
        EngineVersion = manifest.Proof!.Engine,
        ComparesColumnOrder = manifest.Proof.ColumnOrder ?? false,
        Migrations = [.. manifest.Migrations.Select(m => Read(m, reader))],
        Repeatables = manifest.Proof.Repeatables is { } entry ? Parse(reader.Next(entry.Entry, entry.Sha256), BundleManifestJson.Format.SchemaChange) : null,
    };

    private static MigrationProof Read(BundleManifest.MigrationEntry migration, BundleReader.EntryReader reader)
    {
        var entry = migration.Proof ?? throw new JsonException($"{migration.Version} has no proof");
        var proof = Parse(reader.Next(entry.Entry, entry.Sha256), BundleManifestJson.Format.MigrationProof);
        return proof.Version == migration.Version && Word(proof.Verdict) == entry.Verdict ? proof : throw new JsonException($"the proof of {migration.Version} is of something else");
    }

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it is empty");

    private (string Entry, string Hash) Add<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(value, type);
        _entries.Add(new ArchiveEntry(name, content));
        return (name, TextHash.Of(content));
    }

    private static string Word(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());
}
