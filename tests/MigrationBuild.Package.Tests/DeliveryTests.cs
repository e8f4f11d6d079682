using System.IO.Compression;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>The bundle goes where the application goes: output, publish folder, package, also through references.</summary>
[TestClass]
public sealed class DeliveryTests
{
    private const string Exe = "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><RollForward>Major</RollForward>";
    private const string Library = "Data.migrations.zip";

    [TestMethod]
    public async Task Referencing_application_gets_the_bundle_in_output_and_publish_folder()
    {
        var application = ApplicationOverTwoLibraries();
        (await application.BuildAsync()).Succeeded().Compiled(1);
        Assert.IsTrue(application.Exists("bin", "Debug", "net10.0", Library));

        (await application.RunAsync("publish", ["--no-restore", "-c", "Debug"])).Succeeded().Compiled(0);
        Assert.IsTrue(application.Exists("bin", "Debug", "net10.0", "publish", Library));

        (await application.RunAsync("publish", ["--no-build", "-c", "Debug", "-o", "out"])).Succeeded().Compiled(0);
        Assert.IsTrue(application.Exists("out", Library));
    }

    [TestMethod]
    public async Task Edited_library_script_reaches_the_application()
    {
        var application = ApplicationOverTwoLibraries();
        (await application.BuildAsync()).Succeeded();
        var copy = application.Path("bin", "Debug", "net10.0", Library);
        var before = await File.ReadAllBytesAsync(copy);
        new TestProject(application.Path("..", "Data"), "Data").AddPair(3, "create_c");
        (await application.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        CollectionAssert.AreNotEqual(before, await File.ReadAllBytesAsync(copy));
    }

    [TestMethod]
    public async Task Single_file_publish_keeps_the_bundle_beside_the_executable()
    {
        var project = TestProject.Create($"{Exe}<PublishSingleFile>true</PublishSingleFile><SelfContained>false</SelfContained><UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>"
            // Its analyzers are a package of their own, which a private feed does not have.
            + "<EnableSingleFileAnalyzer>false</EnableSingleFileAnalyzer>");
        project.Write("Program.cs", "System.Console.WriteLine(1);");
        (await project.RunAsync("publish", ["-o", "out"])).Succeeded().Compiled(1);
        Assert.IsTrue(project.Exists("out", "App.migrations.zip"));
        Assert.IsFalse(project.Exists("out", "App.dll"), "not a single file");
    }

    [TestMethod]
    [DataRow("<TargetFramework>net10.0</TargetFramework>")]
    [DataRow("<TargetFrameworks>;net10.0;\n netstandard2.0</TargetFrameworks>")]
    public async Task Package_holds_the_bundle_once(string frameworks)
    {
        var project = TestProject.Create($"{frameworks}<MigrationPackBundle>true</MigrationPackBundle><TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        (await project.RunAsync("pack", ["-o", "out"])).Succeeded().Compiled(1);
        Assert.HasCount(1, Bundles(project));

        (await project.RunAsync("pack", ["--no-build", "-o", "again"])).Succeeded().Compiled(0);
        Assert.HasCount(1, Bundles(project, "again"));
    }

    [TestMethod]
    public async Task Package_holds_no_bundle_unless_asked()
    {
        var project = TestProject.Create();
        (await project.RunAsync("pack", ["-o", "out"])).Succeeded();
        Assert.IsEmpty(Bundles(project));
        using var package = ZipFile.OpenRead(Directory.GetFiles(project.Path("out"), "*.nupkg").Single());
        using var nuspec = new StreamReader(package.GetEntry("App.nuspec")!.Open());
        Assert.DoesNotContain("MigrationBuild", await nuspec.ReadToEndAsync(), "a development dependency");
    }

    private static TestProject ApplicationOverTwoLibraries()
    {
        var folder = TestProject.NewFolder();
        TestProject.Create(directory: Path.Combine(folder, "Data"), name: "Data");
        new TestProject(Path.Combine(folder, "Domain"), "Domain").Write("Domain.csproj", Plain("<TargetFramework>net10.0</TargetFramework>", "Data"));
        return new TestProject(Path.Combine(folder, "App")).Write("App.csproj", Plain(Exe, "Domain")).Write("Program.cs", "System.Console.WriteLine(1);");
    }

    private static string Plain(string properties, string reference) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{properties}</PropertyGroup><ItemGroup><ProjectReference Include=\"../{reference}/{reference}.csproj\" /></ItemGroup></Project>";

    private static List<string> Bundles(TestProject project, string folder = "out")
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(project.Path(folder), "*.nupkg").Single());
        return [.. package.Entries.Select(e => e.FullName).Where(n => n.EndsWith(".migrations.zip", StringComparison.Ordinal))];
    }
}
