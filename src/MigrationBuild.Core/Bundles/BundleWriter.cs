using System.Text;
using System.Text.Json;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Bundles;

/// <summary>A chain to the bytes of a bundle: the same chain and tool version give the same bytes everywhere.</summary>
public static class BundleWriter
{
    /// <exception cref="MigrationException">MB5004: the chain is larger than a bundle may be.</exception>
    public static byte[] Write(MigrationChain chain, string toolVersion, ChainProof? proof = null)
    {
        var scripts = new List<ArchiveEntry>();
        var proofs = new ProofEntries();
        var manifest = new BundleManifest
        {
            Format = Bundle.Format,
            Tool = toolVersion,
            Engine = chain.Engine,
            SupportedVersion = chain.SupportedVersion?.Text,
            BaseVersion = chain.BaseVersion?.Text,
            HeadVersion = chain.Head?.Version.Text,
            ChainHash = chain.Head?.ChainHash,
            Migrations = [.. chain.Migrations.Select((m, i) => Describe(m, scripts) with { Proof = proof is null ? null : proofs.Add(proof.Migrations[i]) })],
            Repeatables = NullIfEmpty([.. chain.Repeatables.Select((r, i) => Describe(r, i, scripts))]),
            Performance = NullIfEmpty([.. chain.PerformanceScripts.Select((s, i) => Describe(s, EntryNames.Performance(i), scripts))]),
            Suppressed = Describe(chain.Suppressions),
            Proof = proof is null ? null : proofs.Describe(proof),
        };
        var manifestBytes = JsonSerializer.SerializeToUtf8Bytes(manifest, BundleManifestJson.Format.BundleManifest);
        List<ArchiveEntry> entries =
        [
            new(EntryNames.Digest, Encoding.ASCII.GetBytes(TextHash.Of(manifestBytes) + "\n")),
            new(EntryNames.Manifest, manifestBytes),
            .. scripts,
            .. proofs.Entries,
        ];
        RequireSize(entries);
        return CanonicalArchive.Write(entries);
    }

    private static BundleManifest.MigrationEntry Describe(Migration migration, List<ArchiveEntry> scripts) => new()
    {
        Version = migration.Version.Text,
        Parent = migration.Parent?.Text,
        Name = migration.Name,
        Irreversible = migration.IrreversibleReason,
        ChainHash = migration.ChainHash,
        AcceptedUpHashes = NullIfEmpty(migration.AcceptedUpHashes),
        Up = Describe(migration.Up, EntryNames.Up(migration.Version.Text), scripts),
        Down = migration.Down is null ? null : Describe(migration.Down, EntryNames.Down(migration.Version.Text), scripts),
        Verify = migration.Verify is null ? null : Describe(migration.Verify, EntryNames.Verify(migration.Version.Text), scripts),
    };

    private static BundleManifest.RepeatableEntry Describe(RepeatableMigration repeatable, int index, List<ArchiveEntry> scripts) => new()
    {
        Name = repeatable.Name,
        Script = Describe(repeatable.Script, EntryNames.Repeatable(index), scripts),
    };

    private static BundleManifest.ScriptEntry Describe(MigrationScript script, string entry, List<ArchiveEntry> scripts)
    {
        scripts.Add(new ArchiveEntry(entry, Encoding.UTF8.GetBytes(script.Text)));
        return new()
        {
            Entry = entry,
            Sha256 = script.Hash,
            File = script.File,
            Line = script.FirstLine,
            Transaction = script.Transactional ? null : false,
            TimeoutMs = (long?)script.Timeout?.TotalMilliseconds,
            LockTimeoutMs = (long?)script.LockTimeout?.TotalMilliseconds,
            Recover = script.Recover,
            Expect = NullIfEmpty([.. script.Expectations.Select(e => new BundleManifest.ExpectEntry(e.Query, e.Value, e.Line, e.Comparison == Comparison.Equal ? null : e.Comparison))]),
            Allow = NullIfEmpty([.. script.Allowed.Select(a => new BundleManifest.AllowEntry(a.Code, a.Reason, a.Line))]),
            Suppressed = Describe(script.Suppressions),
            NotUnderstood = NullIfEmpty(script.NotUnderstood),
        };
    }

    private static IReadOnlyList<BundleManifest.SuppressedEntry>? Describe(IReadOnlyList<Suppression> suppressions) =>
        NullIfEmpty([.. suppressions.Select(s => new BundleManifest.SuppressedEntry(s.Code, s.Line, s.By, s.Severity))]);

    private static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T> items) => items.Count == 0 ? null : items;

    private static void RequireSize(List<ArchiveEntry> entries)
    {
        var largest = entries.MaxBy(e => e.Content.Length)!;
        var total = entries.Sum(e => (long)e.Content.Length);
        if (entries.Count <= CanonicalArchive.MaxEntries && largest.Content.Length <= CanonicalArchive.MaxEntryBytes && total <= CanonicalArchive.MaxBytes)
            return;
        throw new MigrationException(Descriptors.BundleTooLarge, ExitCode.Failed,
            $"the chain does not fit a bundle: {entries.Count} files of {CanonicalArchive.MaxEntries}, {total >> 20} MiB of {CanonicalArchive.MaxBytes >> 20}, "
            + $"the largest ({largest.Name}) {largest.Content.Length >> 20} MiB of {CanonicalArchive.MaxEntryBytes >> 20}; load bulk data by another way than migrations");
    }
}
