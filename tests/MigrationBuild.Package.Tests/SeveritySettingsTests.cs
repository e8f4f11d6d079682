using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>The severities that a project gives to codes, in real builds. Which of several has its way is told by the tests of the policy.</summary>
[TestClass]
public sealed class SeveritySettingsTests
{
    private const string ThirdScript = "Migrations/0003_remove_c.down.sql(1,1): warning MB1117";
    private const string FourthScript = "Migrations/0004_remove_d.down.sql(1,1): warning MB1117";

    [TestMethod]
    public async Task Item_file_and_property_count_and_a_change_of_one_compiles_again()
    {
        var project = TestProject.Create().AddPair(3, "create_c", downName: "remove_c").AddPair(4, "create_d", downName: "remove_d");
        project.Write("App.csproj", TestProject.Content(
            "<TargetFramework>net10.0</TargetFramework>", """<Migration Update="Migrations/0003*.sql" NoWarn="CS1591; mb1117" />"""));
        (await project.BuildAsync()).Succeeded().Reported(FourthScript).Compiled(1);
        Assert.Contains("Migrations/0003_remove_c.down.sql(1): MB1117 not reported: NoWarn of the script",
            (await Child.RunToolAsync(project.Directory, "inspect", "--bundle", project.Bundle)).Succeeded().Output);

        project.Write("Migrations/migrations.globalconfig", "is_global = true\ndotnet_diagnostic.MB1117.severity = suggestion\n");
        (await project.BuildAsync("--no-restore")).Succeeded().Reported().Compiled(1);
        project.Write("Migrations/migrations.globalconfig", "is_global = true\ndotnet_diagnostic.MB1117.severity = error\n");
        (await project.BuildAsync("--no-restore")).Failed().Reported(FourthScript.Replace("warning", "error", StringComparison.Ordinal)).Compiled(1);

        (await project.BuildAsync("--no-restore", "-p:MigrationSeverity=MB1117=warning")).Succeeded().Reported(FourthScript).Compiled(1);
        (await project.BuildAsync("--no-restore", "-p:MigrationSeverity=MB1117=warning")).Succeeded().Reported(FourthScript).Compiled(0);

        project.Write("App.csproj", TestProject.Content("<TargetFramework>net10.0</TargetFramework><MigrationSeverity>\n  MB1117 = warning;\n  MB4010 = none\n</MigrationSeverity>"));
        (await project.BuildAsync("--no-restore")).Succeeded().Reported(ThirdScript, FourthScript).Compiled(1);
    }
}
