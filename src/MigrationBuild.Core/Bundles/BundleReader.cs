using System.Text;
using System.Text.Json;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles;

/// <summary>
/// The bytes of a bundle to a chain, trusting nothing: the archive must be byte for byte what the writer makes of its entries,
/// the manifest must match its digest, and every script its hash. Nothing is ever extracted to a path.
/// </summary>
public static class BundleReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="MigrationException">MB5001 not there, MB5002 altered, MB5003 of a format that this tool does not know.</exception>
    public static Bundle ReadFile(string path) => Read(ReadBytes(path), path);

    /// <summary>The file as it is, not checked at all: for whoever has to check a signature over the very bytes that are then read.</summary>
    /// <exception cref="MigrationException">MB5001 not there, MB5002 larger than any bundle.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            return LimitedFile.Read(path, CanonicalArchive.MaxBytes) ?? throw Damaged(path, "it is larger than any bundle");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(Descriptors.BundleNotFound, ExitCode.Usage, $"the bundle '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">What to call the bundle in messages.</param>
    /// <exception cref="MigrationException">MB5002 altered, MB5003 of a format that this tool does not know.</exception>
    public static Bundle Read(byte[] bytes, string name)
    {
        var entries = CanonicalArchive.Read(bytes) ?? throw Damaged(name, "its bytes are not those that were written");
        if (entries.Count < 2 || entries[0].Name != EntryNames.Digest || entries[1].Name != EntryNames.Manifest)
            throw Damaged(name, "it has no manifest");
        var digest = TextHash.Of(entries[1].Content);
        if (Encoding.ASCII.GetString(entries[0].Content) != digest + "\n")
            throw Damaged(name, "the manifest does not match its digest");
        RequireKnownFormat(entries[1].Content, name);
        RequireNames(entries, name);
        return Parse(entries, digest, name);
    }

    private static void RequireNames(IReadOnlyList<ArchiveEntry> entries, string name)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (!EntryNames.IsAllowed(entry.Name))
                throw Damaged(name, "an entry has a name that no build writes");
            if (!names.Add(entry.Name))
                throw Damaged(name, $"{entry.Name} is in it twice");
        }
    }

    private static Bundle Parse(IReadOnlyList<ArchiveEntry> entries, string digest, string name)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(entries[1].Content, BundleManifestJson.Format.BundleManifest)
                ?? throw Damaged(name, "the manifest is empty");
            var reader = new EntryReader(entries, name);
            var scripts = new ScriptReader(reader);
            var chain = new MigrationChain
            {
                Engine = manifest.Engine,
                SupportedVersion = ParseVersion(manifest.SupportedVersion),
                BaseVersion = ParseVersion(manifest.BaseVersion),
                Migrations = [.. manifest.Migrations.Select(m => Read(m, scripts))],
                Repeatables = [.. (manifest.Repeatables ?? []).Select(r => new RepeatableMigration(r.Name, scripts.Next(r.Script)))],
                PerformanceScripts = [.. (manifest.Performance ?? []).Select(scripts.Next)],
                Suppressions = Read(manifest.Suppressed),
            };
            var proof = manifest.Proof is null ? null : ProofEntries.Read(manifest, reader);
            reader.RequireEnd();
            return new Bundle(chain, digest, manifest.Tool, proof);
        }
        catch (Exception e) when (e is JsonException or FormatException or DecoderFallbackException)
        {
            throw Damaged(name, $"the manifest cannot be read ({e.Message})");
        }
    }

    private static Migration Read(BundleManifest.MigrationEntry entry, ScriptReader scripts) => new()
    {
        Version = MigrationVersion.Parse(entry.Version),
        Parent = ParseVersion(entry.Parent),
        Name = entry.Name,
        IrreversibleReason = entry.Irreversible,
        ChainHash = entry.ChainHash,
        AcceptedUpHashes = entry.AcceptedUpHashes ?? [],
        Up = scripts.Next(entry.Up),
        Down = entry.Down is null ? null : scripts.Next(entry.Down),
        Verify = entry.Verify is null ? null : scripts.Next(entry.Verify),
    };

    private static IReadOnlyList<Suppression> Read(IReadOnlyList<BundleManifest.SuppressedEntry>? entries) =>
        [.. (entries ?? []).Select(s => new Suppression(s.Code, s.Line, s.By, s.Severity))];

    private static MigrationVersion? ParseVersion(string? text) => text is null ? null : MigrationVersion.Parse(text);

    private static void RequireKnownFormat(byte[] manifest, string name)
    {
        int format;
        try
        {
            using var json = JsonDocument.Parse(manifest);
            format = json.RootElement.GetProperty("format").GetInt32();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(name, "the manifest cannot be read");
        }
        if (format != Bundle.Format)
        {
            throw new MigrationException(Descriptors.BundleFormat, ExitCode.Refused,
                $"the bundle '{name}' has format {format}; this tool reads format {Bundle.Format}: use the version of the tool that belongs to the package that built it");
        }
    }

    private static MigrationException Damaged(string name, string why) => new(Descriptors.BundleDamaged, ExitCode.Refused,
        $"the bundle '{name}' was altered or damaged: {why}; nothing was touched. Take it again from the build that made it");

    /// <summary>Hands out the entries in the order of the archive, each against its name and hash.</summary>
    internal sealed class EntryReader(IReadOnlyList<ArchiveEntry> entries, string name)
    {
        private int _next = 2;

        public byte[] Next(string entry, string hash)
        {
            if (_next == entries.Count || entries[_next].Name != entry)
                throw Damaged(name, $"{entry} is not in its place");
            var content = entries[_next++].Content;
            return TextHash.Of(content) == hash ? content : throw Damaged(name, $"{entry} does not match its hash");
        }

        public void RequireEnd()
        {
            if (_next != entries.Count)
                throw Damaged(name, $"{entries[_next].Name} does not belong to it");
        }
    }

    private sealed class ScriptReader(EntryReader entries)
    {
        public MigrationScript Next(BundleManifest.ScriptEntry entry) => new()
        {
            File = entry.File,
            FirstLine = entry.Line,
            Text = StrictUtf8.GetString(entries.Next(entry.Entry, entry.Sha256)),
            Hash = entry.Sha256,
            Transactional = entry.Transaction ?? true,
            Timeout = Milliseconds(entry.TimeoutMs),
            LockTimeout = Milliseconds(entry.LockTimeoutMs),
            Recover = entry.Recover,
            Expectations = [.. (entry.Expect ?? []).Select(e => new Expectation(e.Query, e.Value, e.Line, e.Comparison ?? Comparison.Equal))],
            Allowed = [.. (entry.Allow ?? []).Select(a => new AllowedHazard(a.Code, a.Reason, a.Line))],
            Suppressions = BundleReader.Read(entry.Suppressed),
            NotUnderstood = entry.NotUnderstood ?? [],
        };

        private static TimeSpan? Milliseconds(long? value) => value is null ? null : TimeSpan.FromMilliseconds(value.Value);
    }
}
