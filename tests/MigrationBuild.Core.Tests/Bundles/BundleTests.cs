using System.IO.Compression;
using System.Text;
using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Schemas;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Bundles;

[TestClass]
public sealed class BundleTests
{
    private static readonly MigrationChain Rich = TestChains.Chain("0001", "0002", "0003") with
    {
        SupportedVersion = MigrationVersion.Parse("0009"),
        BaseVersion = MigrationVersion.Parse("0"),
        Repeatables = [new RepeatableMigration("zażółć view", TestChains.Script("SELECT 'ü';\n"))],
        Migrations =
        [
            TestChains.Migration("0001"),
            TestChains.Migration("0002", down: null) with
            {
                IrreversibleReason = "\"quoted\" <reason>",
                Parent = MigrationVersion.Parse("0001"),
                AcceptedUpHashes = [new string('a', 64)],
                Verify = TestChains.Script("SELECT 1;\n") with { FirstLine = 12 },
            },
            TestChains.Migration("0003") with
            {
                Up = TestChains.Script("VACUUM;\n") with
                {
                    Transactional = false,
                    Timeout = TimeSpan.FromSeconds(30),
                    LockTimeout = TimeSpan.FromMilliseconds(1500),
                    Recover = "SELECT 1",
                    Expectations = [new Expectation("rows(t)", "3", 2)],
                    Allowed = [new AllowedHazard("MB3004", "small table", 3)],
                },
            },
        ],
    };

    private static readonly ChainProof Proof = new()
    {
        EngineVersion = "SQLite 3.35.5",
        Migrations =
        [
            new()
            {
                Version = "0001",
                Verdict = Verdict.Lossy,
                Details = ["t.\"ü\": 3 of 24 values are lost"],
                Change = new SchemaChange([], [new SchemaObject("table", "t", ["column \"ü\""]), new SchemaObject("table", "u", [])]),
                SchemaFingerprint = "f",
                TouchedTables = ["t"],
                Up = [new() { Line = 1, Column = 2, Statement = "ALTER TABLE t", Locks = [new ObservedLock("t", "AccessExclusive")], Rewritten = ["t"], RowsChanged = 3 }],
            },
            new() { Version = "0002", Verdict = Verdict.Irreversible, Change = new SchemaChange([new SchemaObject("table", "t", [])], []) },
            new() { Version = "0003", Verdict = Verdict.Unproven, Details = ["not reached"] },
        ],
        Repeatables = SchemaChange.None,
    };

    [TestMethod]
    public void A_bundle_read_again_holds_the_same_chain()
    {
        var bytes = BundleWriter.Write(Rich, "1.2.3");
        var bundle = BundleReader.Read(bytes, "test");
        Assert.AreEqual("1.2.3", bundle.ToolVersion);
        CollectionAssert.AreEqual(bytes, BundleWriter.Write(bundle.Chain, "1.2.3"));
        Assert.AreEqual(Rich.Migrations[2].Up.Timeout, bundle.Chain.Migrations[2].Up.Timeout);
        Assert.AreEqual(Rich.Migrations[2].Up.Expectations[0], bundle.Chain.Migrations[2].Up.Expectations[0]);
        Assert.AreEqual("zażółć view", bundle.Chain.Repeatables[0].Name);
        Assert.AreEqual(12, bundle.Chain.Migrations[1].Verify!.FirstLine);
    }

    [TestMethod]
    public void A_bundle_read_again_holds_the_same_proof()
    {
        var bytes = BundleWriter.Write(Rich, "1.2.3", Proof);
        var bundle = BundleReader.Read(bytes, "test");

        CollectionAssert.AreEqual(bytes, BundleWriter.Write(bundle.Chain, "1.2.3", bundle.Proof));
        Assert.AreEqual("SQLite 3.35.5", bundle.Proof!.EngineVersion);
        Assert.AreEqual(Verdict.Lossy, bundle.Proof.Migrations[0].Verdict);
        Assert.AreEqual(new ObservedLock("t", "AccessExclusive"), bundle.Proof.Migrations[0].Up[0].Locks[0]);
        Assert.AreEqual("table t\n    column \"ü\"\ntable u\n", bundle.Proof.SchemaAt(1)!.CanonicalText);
        Assert.AreEqual("table u\n", bundle.Proof.SchemaAt(2)!.CanonicalText);
        Assert.IsNull(bundle.Proof.SchemaAt(3), "the third up script was never run");
    }

    [TestMethod]
    public void A_bundle_without_a_proof_has_none() => Assert.IsNull(BundleReader.Read(BundleWriter.Write(Rich, "1.2.3"), "test").Proof);

    [TestMethod]
    public void A_proof_of_another_migration_is_refused()
    {
        var swapped = Proof with { Migrations = [Proof.Migrations[1], Proof.Migrations[0], Proof.Migrations[2]] };

        var refused = Assert.ThrowsExactly<MigrationException>(() => BundleReader.Read(BundleWriter.Write(Rich, "1.2.3", swapped), "test"));
        Assert.AreEqual("MB5002", refused.Diagnostic.Descriptor.Code);
    }

    [TestMethod]
    public void An_ordinary_zip_program_can_open_a_bundle()
    {
        using var zip = new ZipArchive(new MemoryStream(BundleWriter.Write(Rich, "1.2.3")));
        using var reader = new StreamReader(zip.GetEntry("scripts/0003.up.sql")!.Open(), Encoding.UTF8);
        Assert.AreEqual("VACUUM;\n", reader.ReadToEnd());
    }

    [TestMethod]
    public void No_altered_byte_is_accepted()
    {
        var original = BundleWriter.Write(TestChains.Chain("0001", "0002"), "1.2.3");
        var accepted = new List<string>();
        for (var position = 0; position < original.Length; position++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var altered = (byte[])original.Clone();
                altered[position] ^= change;
                if (IsAccepted(altered))
                    accepted.Add($"{position} ^ {change}");
            }
        }
        Assert.AreEqual("", string.Join(", ", accepted));
    }

    [TestMethod]
    public void No_random_damage_is_accepted()
    {
        var original = BundleWriter.Write(Rich, "1.2.3");
        var random = new Random(20261120);
        for (var i = 0; i < 10_000; i++)
        {
            var altered = Damage(original, random);
            if (!altered.AsSpan().SequenceEqual(original))
                Assert.IsFalse(IsAccepted(altered), $"round {i}");
        }
    }

    [TestMethod]
    public void A_script_exchanged_with_its_hash_in_the_manifest_is_refused()
    {
        // Whoever changes script, hash and check sum alike still has the manifest's digest against him.
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!.ToList();
        var script = Encoding.UTF8.GetBytes("DROP TABLE users;\n");
        var manifest = Encoding.UTF8.GetString(entries[1].Content).Replace(TextHash.Of(entries[2].Content), TextHash.Of(script), StringComparison.Ordinal);
        entries[1] = entries[1] with { Content = Encoding.UTF8.GetBytes(manifest) };
        entries[2] = entries[2] with { Content = script };
        AssertRefused(CanonicalArchive.Write(entries), Descriptors.BundleDamaged);
    }

    [TestMethod]
    public void A_script_exchanged_alone_or_under_another_name_is_refused()
    {
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!.ToList();
        var script = entries[2];
        entries[2] = script with { Content = Encoding.UTF8.GetBytes("DROP TABLE users;\n") };
        AssertRefused(CanonicalArchive.Write(entries), Descriptors.BundleDamaged, "does not match its hash");
        entries[2] = script with { Name = "scripts/9999.up.sql" };
        AssertRefused(CanonicalArchive.Write(entries), Descriptors.BundleDamaged, "is not in its place");
    }

    [TestMethod]
    public void An_entry_too_many_and_an_entry_too_few_are_refused()
    {
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!.ToList();
        AssertRefused(CanonicalArchive.Write([.. entries, new ArchiveEntry("scripts/9999.up.sql", [1])]), Descriptors.BundleDamaged, "does not belong to it");
        AssertRefused(CanonicalArchive.Write([.. entries.SkipLast(1)]), Descriptors.BundleDamaged);
    }

    [TestMethod]
    [DataRow("../../etc/passwd"), DataRow("/etc/passwd"), DataRow("scripts/0001.UP.sql"), DataRow("scripts\\0001.up.sql"), DataRow("scripts/../0001.up.sql"), DataRow("scripts/0001.up.sql\n"), DataRow("CON"), DataRow("")]
    public void A_name_that_no_build_writes_is_refused_also_where_every_hash_is_right(string name)
    {
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!.ToList();
        var manifest = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[1].Content).Replace("scripts/0001.up.sql", System.Text.Json.JsonEncodedText.Encode(name).ToString(), StringComparison.Ordinal));
        entries[0] = entries[0] with { Content = Encoding.ASCII.GetBytes(TextHash.Of(manifest) + "\n") };
        entries[1] = entries[1] with { Content = manifest };
        entries[2] = entries[2] with { Name = name };
        AssertRefused(CanonicalArchive.Write(entries), Descriptors.BundleDamaged, "a name that no build writes");
    }

    [TestMethod]
    public void An_entry_twice_is_refused()
    {
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!;
        AssertRefused(CanonicalArchive.Write([.. entries, entries[2]]), Descriptors.BundleDamaged, "scripts/0001.up.sql is in it twice");
    }

    [TestMethod]
    public void A_compressed_entry_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("manifest.sha256", CompressionLevel.SmallestSize).Open())
            entry.Write(new byte[1 << 20]);
        AssertRefused(file.ToArray(), Descriptors.BundleDamaged, "not those that were written");
    }

    [TestMethod]
    public void More_entries_than_a_bundle_may_have_are_refused()
    {
        var entries = Enumerable.Range(0, CanonicalArchive.MaxEntries + 1).Select(i => new ArchiveEntry($"scripts/{i:D6}.up.sql", []));
        AssertRefused(CanonicalArchive.Write([.. entries]), Descriptors.BundleDamaged, "not those that were written");
    }

    [TestMethod]
    public void An_entry_larger_than_any_script_is_refused() =>
        AssertRefused(CanonicalArchive.Write([new ArchiveEntry("manifest.json", new byte[CanonicalArchive.MaxEntryBytes + 1])]), Descriptors.BundleDamaged, "not those that were written");

    [TestMethod]
    public void A_file_larger_than_any_bundle_is_not_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path))
                file.SetLength(CanonicalArchive.MaxBytes + 1);
            var e = Assert.ThrowsExactly<MigrationException>(() => BundleReader.ReadFile(path));
            Assert.AreEqual(Descriptors.BundleDamaged, e.Diagnostic.Descriptor);
            Assert.Contains("larger than any bundle", e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void A_bundle_of_a_later_format_asks_for_a_later_tool()
    {
        var entries = CanonicalArchive.Read(BundleWriter.Write(TestChains.Chain("0001"), "1.2.3"))!.ToList();
        var manifest = Encoding.UTF8.GetBytes("{\"format\": 99, \"novelty\": true}");
        entries[0] = entries[0] with { Content = Encoding.ASCII.GetBytes(TextHash.Of(manifest) + "\n") };
        entries[1] = entries[1] with { Content = manifest };
        AssertRefused(CanonicalArchive.Write([.. entries, new ArchiveEntry("novelty/1", [])]), Descriptors.BundleFormat);
    }

    [TestMethod]
    public void What_is_no_zip_at_all_is_refused()
    {
        AssertRefused([], Descriptors.BundleDamaged);
        AssertRefused(Encoding.UTF8.GetBytes("<html>404</html>"), Descriptors.BundleDamaged);
    }

    [TestMethod]
    public void A_bundle_that_is_not_there_is_named()
    {
        var e = Assert.ThrowsExactly<MigrationException>(() => BundleReader.ReadFile("no-such.migrations.zip"));
        Assert.AreEqual(Descriptors.BundleNotFound, e.Diagnostic.Descriptor);
        StringAssert.Contains(e.Message, "no-such.migrations.zip");
    }

    [TestMethod]
    public void A_chain_with_too_many_scripts_is_refused_with_the_limit()
    {
        var chain = TestChains.Chain(Enumerable.Range(1, 30_001).Select(i => TestChains.Migration($"{i:D6}")));
        var e = Assert.ThrowsExactly<MigrationException>(() => BundleWriter.Write(chain, "1.2.3"));
        Assert.AreEqual(Descriptors.BundleTooLarge, e.Diagnostic.Descriptor);
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToList();
        var at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveAt(at); break;
            case 2: bytes.Insert(at, (byte)random.Next(256)); break;
            case 3: bytes.RemoveRange(at, bytes.Count - at); break;
            default:
                for (var i = at; i < Math.Min(at + 20, bytes.Count); i++)
                    bytes[i] = original[random.Next(original.Length)];
                break;
        }
        return [.. bytes];
    }

    private static bool IsAccepted(byte[] bytes)
    {
        try
        {
            BundleReader.Read(bytes, "test");
            return true;
        }
        catch (MigrationException)
        {
            return false;
        }
    }

    private static void AssertRefused(byte[] bytes, DiagnosticDescriptor descriptor, string words = "")
    {
        var e = Assert.ThrowsExactly<MigrationException>(() => BundleReader.Read(bytes, "test"));
        Assert.AreEqual(descriptor, e.Diagnostic.Descriptor);
        Assert.AreEqual(ExitCode.Refused, e.ExitCode);
        Assert.Contains(words, e.Message);
    }
}
