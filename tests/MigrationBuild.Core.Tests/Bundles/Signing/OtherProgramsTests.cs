using System.Diagnostics;
using MigrationBuild.Bundles.Signing;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests.Bundles.Signing;

/// <summary>What other programs make of a signature, where they are on the machine.</summary>
[TestClass]
public sealed class OtherProgramsTests
{
    private readonly SigningFolder _folder = new();
    private string _publicKey = "";

    [TestInitialize]
    public void Prepare()
    {
        var key = _folder.NewKey();
        _publicKey = KeyPair.PublicPath(key);
        _folder.WriteBundle();
        _folder.Sign(key);
    }

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void OpenSSL_verifies_the_signature()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/openssl"))
            Assert.Inconclusive("there is no openssl on this machine: whether other programs accept the signature was not tried");
        var envelope = Envelope.Parse(_folder.Signature);
        File.WriteAllBytes(_folder.PathOf("signed"), envelope.SignedBytes);
        File.WriteAllBytes(_folder.PathOf("sig"), envelope.Signatures[0].Sig);
        string[] arguments = ["dgst", "-sha256", "-verify", _publicKey, "-signature", _folder.PathOf("sig"), _folder.PathOf("signed")];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.Contains("Verified OK", process.StandardOutput.ReadToEnd());
    }

    // The recipe in the package's readme, by the letter.
    [TestMethod]
    public void A_person_with_OpenSSL_and_jq_verifies_it_by_the_readme()
    {
        if (!File.Exists("/usr/bin/openssl") || !File.Exists("/usr/bin/jq"))
            Assert.Inconclusive("openssl and jq are not both on this machine: the readme's way to check a signature was not tried");
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "nuget", "README.md"));
        var recipe = readme.Split("With OpenSSL and jq:\n\n```\n")[1].Split("```")[0];
        File.Copy(_publicKey, _folder.PathOf("release.key.pub"));
        using var process = Process.Start(new ProcessStartInfo("sh", ["-e", "-c", recipe]) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true })!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
        Assert.AreEqual("Verified OK", lines[0]);
        Assert.AreEqual(TextHash.Of(File.ReadAllBytes(_folder.BundlePath)), lines[1]);
        Assert.AreEqual($"{lines[1]}  Shop.migrations.zip", lines[2]);
    }
}
