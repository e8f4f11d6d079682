using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>A tool that does not answer as it should is one clear error, never a silent success.</summary>
[TestClass]
public sealed class FailureTests
{
    [TestMethod]
    public async Task Tool_that_cannot_start_is_one_error_with_its_reason()
    {
        var project = TestProject.Create();
        project.Write("broken.dll", "not an assembly");
        var result = (await project.BuildAsync($"-p:_MigrationToolAssembly={project.Path("broken.dll")}")).Failed();
        result.Reported("App.csproj(1,1): error MB6099");
        Assert.Contains("exit code", result.Findings.Single().Message);
        Assert.DoesNotContain("MSB6006", result.Output);
    }

    [TestMethod]
    public async Task Finding_is_the_only_error()
    {
        var project = TestProject.Create();
        project.Delete("Migrations", "0002_create_b.down.sql");
        var result = (await project.BuildAsync()).Failed().Reported("Migrations/0002_create_b.up.sql(1,1): error MB1107");
        Assert.DoesNotContain("MSB", result.Output);
        Assert.Contains("1 Error(s)", result.Output);
    }

    [TestMethod]
    public async Task Line_break_in_a_setting_cannot_forge_a_request()
    {
        var project = TestProject.Create("<TargetFramework>net10.0</TargetFramework><MigrationEngine>sqlite\nscript=/etc/passwd</MigrationEngine>");
        (await project.BuildAsync()).Failed().Compiled(0).Reported("App.csproj(1,1): error MB1003");
    }
}
