using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>Folders with any name, cultures, and the same bytes in each.</summary>
[TestClass]
public sealed class PlacesTests
{
    private const string Odd = "a b;c@d (é)&";

    [TestMethod]
    [DataRow("<TargetFramework>net10.0</TargetFramework>")]
    [DataRow("<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>")]
    public async Task Folder_with_every_odd_character_works(string frameworks)
    {
        var project = TestProject.Create(frameworks, Path.Combine(TestProject.NewFolder(), Odd));
        (await project.BuildAsync()).Succeeded().Reported().Compiled(1);
        Assert.IsTrue(project.Exists("bin", "Debug", "net10.0", "App.migrations.zip"));
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0);

        project.Delete("Migrations", "0002_create_b.down.sql");
        (await project.BuildAsync("--no-restore")).Failed().Compiled(1);
        (await project.RunAsync("clean", [])).Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.Path("obj", "Debug", "migrations")));
    }

    [TestMethod]
    public async Task Two_folders_and_two_cultures_give_the_same_bytes()
    {
        var plain = await BundleAsync(Path.Combine(TestProject.NewFolder(), "x"), "C", "1");
        var odd = await BundleAsync(Path.Combine(TestProject.NewFolder(), "ñ y"), "tr_TR.UTF-8", "0");
        CollectionAssert.AreEqual(plain, odd);
    }

    [TestMethod]
    public async Task Script_names_with_odd_characters_arrive_whole()
    {
        var project = TestProject.Create();
        const string Name = "Migrations/_0003_ä;%41@(x) $(y)&'.up.sql";
        project.Write(Name, "x");
        (await project.BuildAsync()).Succeeded();
        var request = await File.ReadAllLinesAsync(project.Path("obj", "Debug", "migrations", "App.request"));
        CollectionAssert.Contains(request, $"template={project.Path(Name.Split('/'))}");
    }

    [TestMethod]
    public async Task Hidden_files_that_systems_and_editors_leave_beside_a_script_are_none()
    {
        var project = TestProject.Create();
        project.Write("Migrations/._0001_create_a.up.sql", "Mac OS X").Write("Migrations/.#0002_create_b.up.sql", "").Write("Migrations/.attic/0009_x.up.sql", "");
        (await project.BuildAsync()).Succeeded().Reported();
    }

    private static async Task<byte[]> BundleAsync(string directory, string language, string invariant)
    {
        var project = TestProject.Create("<TargetFramework>net10.0</TargetFramework><MigrationSupportedVersion>9</MigrationSupportedVersion>", directory);
        var environment = new Dictionary<string, string>
        {
            ["LANG"] = language,
            ["LC_ALL"] = language,
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = invariant,
        };
        (await project.RunAsync("build", [], environment)).Succeeded();
        return await File.ReadAllBytesAsync(project.Bundle);
    }
}
