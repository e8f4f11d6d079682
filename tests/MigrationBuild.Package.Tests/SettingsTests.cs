using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>What a project can say about its migrations, and what the build makes of it.</summary>
[TestClass]
public sealed class SettingsTests
{
    private const string NamesDiffer = "Migrations/0003_remove_c.down.sql(1,1): warning MB1117";

    [TestMethod]
    public async Task Severities_are_those_of_the_C_sharp_compiler()
    {
        var project = TestProject.Create().AddPair(3, "create_c", downName: "remove_c");
        var error = NamesDiffer.Replace("warning", "error", StringComparison.Ordinal);
        (await project.BuildAsync()).Succeeded().Reported(NamesDiffer);
        (await project.BuildAsync("--no-restore", "-p:NoWarn=MB1117")).Succeeded().Reported();
        (await project.BuildAsync("--no-restore", "-p:WarningsAsErrors=MB1117")).Failed().Reported(error);
        (await project.BuildAsync("--no-restore", "-p:TreatWarningsAsErrors=true")).Failed().Reported(error);
        (await project.BuildAsync("--no-restore", "-p:TreatWarningsAsErrors=true", "-p:WarningsNotAsErrors=MB1117")).Succeeded().Reported(NamesDiffer);
        (await project.BuildAsync("--no-restore", "-warnaserror")).Failed();
    }

    [TestMethod]
    public async Task Lists_of_codes_may_have_line_breaks_and_other_codes()
    {
        var project = TestProject.Create("<TargetFramework>net10.0</TargetFramework><NoWarn>$(NoWarn);\n  CS1591,\n  mb1118 </NoWarn>");
        Forward(project);
        (await project.BuildAsync()).Succeeded().Reported();
    }

    [TestMethod]
    public async Task Forward_only_chain_is_one_warning()
    {
        var project = Forward(TestProject.Create());
        var findings = (await project.BuildAsync()).Succeeded().Findings;
        Assert.AreEqual("MB1118", findings.Single().Code);
        (await project.BuildAsync("--no-restore", "-p:TreatWarningsAsErrors=true")).Failed();
    }

    [TestMethod]
    public async Task Continuous_integration_verifies_the_lock_file()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded();
        (await project.BuildAsync("--no-restore", "-p:ContinuousIntegrationBuild=true")).Succeeded();
        var locked = await File.ReadAllTextAsync(project.Path("Migrations", "migrations.lock"));

        project.AddPair(3, "create_c");
        var result = (await project.BuildAsync("--no-restore", "-p:ContinuousIntegrationBuild=true")).Failed();
        Assert.IsTrue(result.Findings.All(f => f.Code == "MB1302"), result.ToString());
        Assert.AreEqual(locked, await File.ReadAllTextAsync(project.Path("Migrations", "migrations.lock")));
        (await project.BuildAsync("--no-restore", "-p:ContinuousIntegrationBuild=true", "-p:MigrationLockMode=update")).Succeeded();
    }

    [TestMethod]
    public async Task Paths_are_full_unless_the_project_says_otherwise()
    {
        var project = TestProject.Create().AddPair(3, "create_c", downName: "remove_c");
        var full = (await project.BuildAsync()).Succeeded().Findings.Single();
        Assert.AreEqual(project.Path("Migrations", "0003_remove_c.down.sql"), Path.GetFullPath(full.File));
        var relative = (await project.BuildAsync("--no-restore", "-p:GenerateFullPaths=false")).Succeeded().Compiled(0);
        Assert.AreEqual("Migrations/0003_remove_c.down.sql", relative.Findings.Single().File);
    }

    [TestMethod]
    public async Task Templates_are_left_out_unless_named()
    {
        var project = TestProject.Create();
        project.Write("Migrations/_0003_draft.up.sql", "x").Write("Migrations/_drafts/0004_x.up.sql", "x");
        (await project.BuildAsync()).Succeeded().Reported();
        project.Write("App.csproj", TestProject.Content("<TargetFramework>net10.0</TargetFramework>", """<Migration Include="Migrations/_0003_draft.up.sql" />"""));
        var result = (await project.BuildAsync("--no-restore")).Failed();
        Assert.IsTrue(result.Findings.Any(f => f.Code == "MB1102"), result.ToString());
    }

    [TestMethod]
    public async Task Everything_can_lie_elsewhere_and_be_switched_off()
    {
        var project = TestProject.Create("""
            <TargetFramework>net10.0</TargetFramework>
            <MigrationDirectory>db/scripts</MigrationDirectory>
            <MigrationBundlePath>built/shop.zip</MigrationBundlePath>
            """);
        Directory.CreateDirectory(project.Path("db"));
        Directory.Move(project.Path("Migrations"), project.Path("db", "scripts"));
        (await project.BuildAsync()).Succeeded().Compiled(1);
        Assert.IsTrue(project.Exists("built", "shop.zip"));
        Assert.IsTrue(project.Exists("bin", "Debug", "net10.0", "shop.zip"));
        Assert.IsTrue(project.Exists("db", "scripts", "migrations.lock"));
        (await project.RunAsync("clean", [])).Succeeded();
        Assert.IsFalse(project.Exists("built", "shop.zip"));
        (await project.BuildAsync("--no-restore", "-p:MigrationBuildEnabled=false")).Succeeded().Compiled(0);
        Assert.IsFalse(project.Exists("bin", "Debug", "net10.0", "shop.zip"));
    }

    [TestMethod]
    public async Task Project_without_migrations_is_told_at_its_own_file()
    {
        var project = TestProject.Create();
        Directory.Delete(project.Path("Migrations"), recursive: true);
        (await project.BuildAsync()).Failed().Reported("App.csproj(1,1): error MB1002");
    }

    [TestMethod]
    public async Task Targets_before_and_after_may_add_scripts_and_use_the_bundle()
    {
        var project = TestProject.Create();
        project.Write("generated/0003_c.up.sql", "CREATE TABLE c (id INTEGER PRIMARY KEY);\n");
        project.Write("generated/0003_c.down.sql", "DROP TABLE c;\n");
        project.Write("Directory.Build.targets", """
            <Project>
              <Target Name="Generate" BeforeTargets="BeforeCompileMigrations">
                <ItemGroup><Migration Include="generated/*.sql" /></ItemGroup>
              </Target>
              <Target Name="Use" AfterTargets="AfterCompileMigrations">
                <Copy SourceFiles="@(MigrationBundle)" DestinationFiles="used.zip" />
              </Target>
            </Project>
            """);
        (await project.BuildAsync()).Succeeded().Compiled(1);
        Assert.IsTrue(project.Exists("used.zip"));
        Assert.Contains("0003", await File.ReadAllTextAsync(project.Path("Migrations", "migrations.lock")));
    }

    private static TestProject Forward(TestProject project)
    {
        Directory.Delete(project.Path("Migrations"), recursive: true);
        return project.Write("Migrations/2024-05-01_00_AddA.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);\n")
            .Write("Migrations/2024-05-02_00_AddB.sql", "CREATE TABLE b (id INTEGER PRIMARY KEY);\n");
    }
}
