using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>One compilation, whoever builds which target framework on how many nodes.</summary>
[TestClass]
public sealed class MultiTargetingTests
{
    private const string Frameworks = "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>";

    [TestMethod]
    [DataRow("-m:1")]
    [DataRow("-m:2")]
    [DataRow("-m:2 -graph -isolate")]
    public async Task All_target_frameworks_share_one_compilation(string how)
    {
        var arguments = how.Split(' ');
        var project = TestProject.Create(Frameworks);
        (await project.BuildAsync(arguments)).Succeeded().Compiled(1);
        AssertCopied(project, "net10.0", "netstandard2.0");
        (await project.BuildAsync([.. arguments, "--no-restore"])).Succeeded().Compiled(0);
        (await project.BuildAsync([.. arguments, "--no-restore", "--no-incremental"])).Succeeded().Compiled(1);
        AssertCopied(project, "net10.0", "netstandard2.0");
        Assert.IsTrue(File.Exists(project.Bundle));
    }

    [TestMethod]
    public async Task One_framework_alone_is_built_and_cleaned()
    {
        var project = TestProject.Create(Frameworks);
        (await project.BuildAsync("-f", "netstandard2.0")).Succeeded().Compiled(1);
        AssertCopied(project, "netstandard2.0");
        (await project.BuildAsync("--no-restore", "-f", "net10.0")).Succeeded().Compiled(0);
        AssertCopied(project, "net10.0");
        (await project.BuildAsync("--no-restore", "-f", "net10.0", "--no-incremental")).Succeeded().Compiled(1);
        (await project.RunAsync("clean", [])).Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.Path("obj", "Debug", "migrations")));
    }

    [TestMethod]
    [DataRow("-m:2")]
    [DataRow("-m:2 -graph")]
    public async Task References_to_different_frameworks_share_one_compilation(string how)
    {
        var folder = TestProject.NewFolder();
        TestProject.Create(Frameworks, Path.Combine(folder, "Lib"), "Lib");
        const string Reference = """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>""";
        foreach (var (name, framework) in new[] { ("New", "net10.0"), ("Old", "netstandard2.0") })
        {
            new TestProject(Path.Combine(folder, name), name).Write($"{name}.csproj",
                $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>{framework}</TargetFramework></PropertyGroup>{Reference}</Project>");
        }
        var both = new TestProject(Path.Combine(folder, "Both"), "Both").Write("Both.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../New/New.csproj;../Old/Old.csproj" /></ItemGroup>
            </Project>
            """);
        (await both.BuildAsync(how.Split(' '))).Succeeded().Compiled(1);
        foreach (var (name, framework) in new[] { ("New", "net10.0"), ("Old", "netstandard2.0"), ("Both", "net10.0") })
            Assert.IsTrue(File.Exists(Path.Combine(folder, name, "bin", "Debug", framework, "Lib.migrations.zip")), name);
    }

    [TestMethod]
    public async Task Failing_chain_is_reported_once()
    {
        var project = TestProject.Create(Frameworks);
        project.Delete("Migrations", "0002_create_b.down.sql");
        (await project.BuildAsync("-m:2")).Failed().Compiled(1).Reported("Migrations/0002_create_b.up.sql(1,1): error MB1107");
    }

    private static void AssertCopied(TestProject project, params string[] frameworks)
    {
        foreach (var framework in frameworks)
            Assert.IsTrue(project.Exists("bin", "Debug", framework, "App.migrations.zip"), framework);
    }
}
