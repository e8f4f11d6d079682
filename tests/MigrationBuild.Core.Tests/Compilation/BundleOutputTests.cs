using MigrationBuild.Bundles.Signing;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Compilation;

/// <summary>What a build leaves on the disk, with a key and without.</summary>
[TestClass]
public sealed class BundleOutputTests
{
    private readonly TemporaryProject _project = new TemporaryProject().AddPair("0001", "a");

    private string Key => Path.Combine(_project.Root, "release.key");

    private string Bundle => Path.Combine(_project.Root, "x.zip");

    private string Signature => SignatureFile.PathOf(Bundle);

    [TestInitialize]
    public void Prepare() => KeyPair.Create(Key, null);

    [TestCleanup]
    public void Remove() => _project.Dispose();

    [TestMethod]
    public void A_key_signs_and_its_provenance_names_commit_and_lock_file()
    {
        Directory.CreateDirectory(Path.Combine(_project.Root, ".git"));
        File.WriteAllText(Path.Combine(_project.Root, ".git", "HEAD"), new string('a', 40));

        Assert.IsEmpty(Write(Key));

        using var trust = TrustStore.Read([KeyPair.PublicPath(Key)]);
        var provenance = new SignedBundleReader(trust, DateTimeOffset.UtcNow).Require(Bundle).Signature!.Provenance;
        Assert.AreEqual(new string('a', 40), provenance.Commit);
        Assert.AreEqual(TextHash.Of(File.ReadAllBytes(_project.LockPath)), provenance.LockFileHash);
    }

    [TestMethod]
    public void Without_a_key_no_signature_of_an_earlier_build_is_left()
    {
        Write(Key);
        Assert.IsEmpty(Write(null));
        Assert.IsTrue(File.Exists(Bundle));
        Assert.IsFalse(File.Exists(Signature));
    }

    [TestMethod]
    public void A_key_that_others_can_read_is_a_warning_as_the_project_wants_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no such permissions");
            return;
        }
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var warning = Write(Key).Single();
        Assert.AreEqual("MB5011", warning.Descriptor.Code);
        Assert.DoesNotContain(_project.Root, warning.Message);
        Assert.IsTrue(File.Exists(Signature));
        Assert.IsEmpty(Write(Key, new SeverityPolicy(["MB5011"], [], [], false)));

        File.Delete(Bundle);
        Assert.AreEqual(DiagnosticSeverity.Error, Write(Key, new SeverityPolicy([], ["MB5011"], [], false)).Single().Severity);
        Assert.IsFalse(File.Exists(Bundle));
    }

    [TestMethod]
    public void A_key_that_cannot_be_used_leaves_what_was_there()
    {
        Write(Key);
        var before = File.ReadAllBytes(Signature);
        Assert.ThrowsExactly<MigrationException>(() => Write(_project.LockPath));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(Signature));
    }

    private IReadOnlyList<Diagnostic> Write(string? key, SeverityPolicy? severities = null)
    {
        var request = _project.Request() with { SigningKey = key, Severities = severities ?? SeverityPolicy.Default };
        return BundleOutput.Write(request, Compiler.Compile(request), "1.2.3", _ => null);
    }
}
