using System.IO.Compression;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>MigrationSigningKey: the build signs, delivers the signature with the bundle, and keeps the key to itself.</summary>
[TestClass]
public sealed class SigningTests
{
    private const string Secret = "canary-5b0de9";

    private static readonly Dictionary<string, string> Passphrase = new() { ["MIGRATIONBUILD_SIGNING_PASSPHRASE"] = Secret };

    [TestMethod]
    public async Task Signature_goes_where_the_bundle_goes_and_follows_its_key()
    {
        var project = await CreateAsync("<MigrationPackBundle>true</MigrationPackBundle>");
        var first = await NewKeyAsync(project, "first");
        var second = await NewKeyAsync(project, "second");
        var copy = project.Path("bin", "Debug", "net10.0", "App.migrations.zip");
        (await project.BuildAsync("--no-restore")).Succeeded();
        var unsigned = await File.ReadAllBytesAsync(project.Bundle);
        Assert.IsFalse(File.Exists($"{copy}.sig"));

        (await project.BuildAsync("--no-restore", Key(first))).Succeeded().Reported().Compiled(1);
        CollectionAssert.AreEqual(unsigned, await File.ReadAllBytesAsync(project.Bundle), "the bundle itself is the same");
        await AssertSignedByAsync(project, copy, first);
        var signature = await File.ReadAllBytesAsync($"{copy}.sig");
        (await project.BuildAsync("--no-restore", Key(first))).Succeeded().Compiled(0);
        CollectionAssert.AreEqual(signature, await File.ReadAllBytesAsync($"{copy}.sig"), "nothing changed, nothing is signed again");

        (await project.BuildAsync("--no-restore", Key(second))).Succeeded().Compiled(1);
        await AssertSignedByAsync(project, copy, second);
        // Another key in the same place.
        File.Copy(first, second, overwrite: true);
        File.Copy($"{first}.pub", $"{second}.pub", overwrite: true);
        (await project.BuildAsync("--no-restore", Key(second))).Succeeded().Compiled(1);
        await AssertSignedByAsync(project, copy, first);
        File.Delete($"{project.Bundle}.sig");
        (await project.BuildAsync("--no-restore", Key(second))).Succeeded().Compiled(1);

        (await project.RunAsync("publish", ["--no-restore", "-c", "Debug", "-o", "out", Key(second)])).Succeeded();
        await AssertSignedByAsync(project, project.Path("out", "App.migrations.zip"), first);
        (await project.RunAsync("pack", ["--no-build", "-c", "Debug", "-o", "packed", Key(second)])).Succeeded();
        using (var package = ZipFile.OpenRead(Directory.GetFiles(project.Path("packed"), "*.nupkg").Single()))
            Assert.IsNotNull(package.GetEntry("migrations/App.migrations.zip.sig"));

        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        Assert.IsFalse(File.Exists($"{project.Bundle}.sig"), "a signature that nobody made in this build");
        Assert.IsFalse(File.Exists($"{copy}.sig"), "the copy of it");
    }

    [TestMethod]
    public async Task Key_that_cannot_be_used_fails_the_build_and_leaves_nothing()
    {
        var project = await CreateAsync();
        var key = await NewKeyAsync(project, "locked", Passphrase);
        (await project.RunAsync("build", ["--no-restore", Key(key)], Passphrase)).Succeeded();

        var failed = (await project.BuildAsync("--no-restore", "-p:MigrationSupportedVersion=2", Key(key))).Failed();
        Assert.AreEqual("MB5006", failed.Findings.Single().Code, failed.ToString());
        Assert.IsFalse(File.Exists(project.Bundle), "unsigned, it would be taken for the signed one");
        Assert.IsFalse(File.Exists($"{project.Bundle}.sig"));

        // What the tool is told by the task is a setting of the project, not of whoever starts the build.
        (await project.RunAsync("build", ["--no-restore"], new Dictionary<string, string>(Passphrase) { ["MIGRATIONBUILD_SIGNING_KEY"] = key })).Succeeded().Compiled(1);
        Assert.IsFalse(File.Exists($"{project.Bundle}.sig"));
    }

    [TestMethod]
    public async Task Multi_targeting_project_signs_once_and_clean_takes_everything_away()
    {
        var project = TestProject.Create("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><MigrationPackBundle>true</MigrationPackBundle>");
        (await project.RunAsync("restore", [])).Succeeded();
        var key = await NewKeyAsync(project, "release");
        (await project.RunAsync("pack", ["--no-restore", "-c", "Debug", "-o", "packed", Key(key)])).Succeeded().Compiled(1);
        foreach (var framework in new[] { "net10.0", "netstandard2.0" })
            await AssertSignedByAsync(project, project.Path("bin", "Debug", framework, "App.migrations.zip"), key);
        using (var package = ZipFile.OpenRead(Directory.GetFiles(project.Path("packed"), "*.nupkg").Single()))
            Assert.HasCount(1, package.Entries.Where(e => e.FullName.EndsWith(".sig", StringComparison.Ordinal)).ToList());

        (await project.RunAsync("clean", [Key(key)])).Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.Directory, "*.sig", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task Neither_the_place_of_the_key_nor_the_passphrase_is_in_any_log_or_file_of_the_build()
    {
        var project = await CreateAsync();
        var folder = TestProject.NewFolder().Replace("test ", "canary-place-", StringComparison.Ordinal);
        Directory.CreateDirectory(folder);
        var key = await NewKeyAsync(project, "locked", Passphrase);
        File.Move(key, Path.Combine(folder, "locked"));
        // In the project: on the command line, MSBuild itself writes it into each detailed log.
        project.Write("Directory.Build.props", $"<Project><PropertyGroup><MigrationSigningKey>{folder}/locked</MigrationSigningKey></PropertyGroup></Project>");

        var built = (await project.RunAsync("build", ["--no-restore"], Passphrase)).Succeeded().Compiled(1);
        Assert.IsTrue(File.Exists($"{project.Bundle}.sig"));
        var texts = Directory.GetFiles(project.Path("obj", "Debug", "migrations"), "*", SearchOption.AllDirectories).Select(File.ReadAllText).Append(built.Output).Append(built.Log).ToList();
        foreach (var text in texts)
        {
            Assert.DoesNotContain(Secret, text);
            Assert.DoesNotContain("canary-place-", text);
            Assert.DoesNotContain("PRIVATE KEY", text);
        }
        Assert.IsGreaterThan(5, texts.Count);
    }

    private static async Task<TestProject> CreateAsync(string properties = "")
    {
        var project = TestProject.Create($"<TargetFramework>net10.0</TargetFramework>{properties}");
        (await project.RunAsync("restore", [])).Succeeded();
        return project;
    }

    private static string Key(string file) => $"-p:MigrationSigningKey={file}";

    private static async Task<string> NewKeyAsync(TestProject project, string name, Dictionary<string, string>? environment = null)
    {
        Directory.CreateDirectory(project.Path("keys"));
        (await Child.RunAsync(project.Directory, ["exec", PackedPackage.ToolAssembly, "key", "new", $"keys/{name}"], environment)).Succeeded();
        return project.Path("keys", name);
    }

    private static async Task AssertSignedByAsync(TestProject project, string bundle, string key) =>
        (await Child.RunToolAsync(project.Directory, "inspect", "--verify", "-b", bundle, "--trust", $"{key}.pub")).Succeeded();
}
