using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>What an IDE is given: builds as it makes them, and what they leave for real ones.</summary>
[TestClass]
public sealed class AnalyzerTests
{
    private const string AnalyzerFile = "MigrationBuild.Analyzer.dll";

    // As the language server of Roslyn asks, and Visual Studio much alike; the compiler's command line is what they read.
    private static readonly string[] DesignTime =
    [
        "-t:Compile;CoreCompile", "-p:DesignTimeBuild=True", "-p:SkipCompilerExecution=True", "-p:ProvideCommandLineArgs=True", "-p:BuildingProject=False",
        "-p:BuildProjectReferences=False", "-p:NonExistentFile=__NonExistentSubDir__/__NonExistentFile__", "-getItem:CscCommandLineArgs",
    ];

    [TestMethod]
    public async Task The_compiler_of_an_IDE_finds_what_the_build_finds_and_the_build_tells_it_once()
    {
        var project = TestProject.Create(
            "<TargetFramework>net10.0</TargetFramework><NoWarn>$(NoWarn);\n MB1118 </NoWarn><MigrationSeverity>MB3004=error;\n MB11xx=info</MigrationSeverity>",
            Path.Combine(TestProject.NewFolder(), "a b;c@d (é)#&"));
        project.Write("Migrations/0004_c %41;@(x)#.up.sql", "CREATE TABLE c (x TEXT DEFAULT 'x);\n").Write("Migrations/0004_c %41;@(x)#.down.sql", "DROP TABLE c;\n");
        const string Script = "Migrations/0004_c %41;@(x)#.up.sql";
        string[] expected = [$"{Script}(1,1): error MB1201", $"{Script}(1,32): error MB2001"];

        var shown = (await project.RunAsync("build", ["-t:Compile", "-p:DesignTimeBuild=true"])).Failed();
        var built = (await project.BuildAsync("--no-restore")).Failed();

        shown.Reported(expected).Compiled(0);
        built.Reported(expected);
        // The C# compiler prints the link to the page behind a message.
        var said = shown.Findings.Select(f => f.Message.TrimEnd(')').Split(" (file://")).ToList();
        CollectionAssert.AreEquivalent(built.Findings.Select(f => f.Message).ToList(), said.Select(s => s[0]).ToList());
        Assert.IsTrue(said.All(s => File.Exists(Uri.UnescapeDataString(s[1]))), shown.ToString());
    }

    [TestMethod]
    public async Task A_real_build_knows_nothing_of_the_analyzer_and_does_not_compile_again_for_it()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded();

        var given = (await project.RunAsync("msbuild", DesignTime)).Succeeded();
        var built = (await project.BuildAsync("--no-restore")).Succeeded().Reported();

        Assert.Contains(AnalyzerFile, given.Output);
        Assert.Contains("0002_create_b.down.sql", given.Output);
        Assert.DoesNotContain(AnalyzerFile, built.Log);
        Assert.Contains("Skipping target \"CoreCompile\"", built.Log);
        (await project.RunAsync("clean", [])).Succeeded();
        Assert.IsTrue(project.Exists("obj", "Debug", "migrations", "App.migrations.design"), "the IDE reads it on");
    }

    [TestMethod]
    public async Task One_of_several_frameworks_has_it_and_it_can_be_switched_off()
    {
        var project = TestProject.Create("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>");
        (await project.RunAsync("restore", [])).Succeeded();

        Assert.Contains(AnalyzerFile, (await project.RunAsync("msbuild", [.. DesignTime, "-p:TargetFramework=net10.0"])).Succeeded().Output);
        Assert.DoesNotContain(AnalyzerFile, (await project.RunAsync("msbuild", [.. DesignTime, "-p:TargetFramework=netstandard2.0"])).Succeeded().Output);
        Assert.DoesNotContain(AnalyzerFile, (await project.RunAsync("msbuild", [.. DesignTime, "-p:TargetFramework=net10.0", "-p:MigrationAnalyzer=false"])).Succeeded().Output);
    }
}
