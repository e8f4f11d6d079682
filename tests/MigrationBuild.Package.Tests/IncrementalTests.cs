using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>When the tool is started, and when it is not. By time stamps alone, several of these would leave a stale bundle.</summary>
[TestClass]
public sealed class IncrementalTests
{
    [TestMethod]
    public async Task Unchanged_build_starts_no_process_and_an_edit_starts_one()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded().Reported().Compiled(1);
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0);

        var before = await File.ReadAllBytesAsync(project.Bundle);
        project.Delete("Migrations", "migrations.lock");
        project.Write("Migrations/0002_create_b.up.sql", "CREATE TABLE t2 (id INTEGER PRIMARY KEY, name TEXT);\n");
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        CollectionAssert.AreNotEqual(before, await File.ReadAllBytesAsync(project.Bundle));
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(project.Bundle),
            await File.ReadAllBytesAsync(project.Path("bin", "Debug", "net10.0", "App.migrations.zip")));
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0);
    }

    [TestMethod]
    public async Task Added_old_file_deleted_file_and_older_content_compile_again()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded().Compiled(1);

        project.AddPair(3, "create_c");
        project.MakeOld("Migrations/0003_create_c.up.sql");
        project.MakeOld("Migrations/0003_create_c.down.sql");
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);

        project.Delete("Migrations", "0003_create_c.down.sql");
        (await project.BuildAsync("--no-restore")).Failed().Compiled(1);
        project.AddPair(3, "create_c");
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);

        // As `mv` or `cp -p` of a backup leave it: another text, an older time.
        project.Write("Migrations/0003_create_c.up.sql", "CREATE TABLE other (id INTEGER PRIMARY KEY);\n");
        project.MakeOld("Migrations/0003_create_c.up.sql");
        (await project.BuildAsync("--no-restore")).Failed().Compiled(1);
    }

    [TestMethod]
    public async Task Performance_query_is_in_the_bundle_and_an_added_edited_or_deleted_one_compiles_again()
    {
        var project = TestProject.Create();
        project.Write("Migrations/perf/names.sql", "SELECT 1;\n");
        (await project.BuildAsync()).Succeeded().Reported().Compiled(1);
        Assert.AreEqual(1, Queries());
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0);

        project.Write("Migrations/perf/names.sql", "SELECT 'not closed;\n");
        (await project.BuildAsync("--no-restore")).Failed().Reported("Migrations/perf/names.sql(1,8): error MB2001");
        project.Delete("Migrations", "perf", "names.sql");
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        Assert.AreEqual(0, Queries());

        int Queries()
        {
            using var zip = System.IO.Compression.ZipFile.OpenRead(project.Bundle);
            return zip.Entries.Count(e => e.FullName.StartsWith("perf/", StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public async Task Renamed_script_and_changed_property_compile_again()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded().Compiled(1);

        project.Delete("Migrations", "migrations.lock");
        File.Move(project.Path("Migrations", "0002_create_b.up.sql"), project.Path("Migrations", "0002_other.up.sql"));
        File.Move(project.Path("Migrations", "0002_create_b.down.sql"), project.Path("Migrations", "0002_other.down.sql"));
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        (await project.BuildAsync("--no-restore", "-p:MigrationSupportedVersion=2")).Succeeded().Compiled(1);
        (await project.BuildAsync("--no-restore", "-p:MigrationSupportedVersion=2")).Succeeded().Compiled(0);
        (await project.BuildAsync("--no-restore", "-p:MigrationSupportedVersion=2", "-p:NoWarn=CS1591")).Succeeded().Compiled(0);
        (await project.BuildAsync("--no-restore", "-p:MigrationSupportedVersion=1")).Failed().Compiled(1);
    }

    [TestMethod]
    public async Task Failed_build_fails_again_and_leaves_no_bundle()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded();

        File.Move(project.Path("Migrations", "0002_create_b.down.sql"), project.Path("kept.sql"));
        var first = (await project.BuildAsync("--no-restore")).Failed().Compiled(1);
        Assert.IsTrue(first.Findings.Any(f => f.Code == "MB1107"), first.ToString());
        Assert.IsFalse(File.Exists(project.Bundle), "A bundle of an earlier state would be taken for the current one.");
        (await project.BuildAsync("--no-restore")).Failed().Compiled(1).Reported([.. first.Findings.Select(f => f.Place)]);

        // The state of the last success again: nothing is newer than its outputs, and still there is no bundle.
        File.Move(project.Path("kept.sql"), project.Path("Migrations", "0002_create_b.down.sql"));
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        Assert.IsTrue(File.Exists(project.Bundle));
    }

    [TestMethod]
    public async Task Clean_removes_everything_and_no_incremental_compiles_again()
    {
        var project = TestProject.Create();
        (await project.BuildAsync()).Succeeded();
        (await project.BuildAsync("--no-restore", "--no-incremental")).Succeeded().Compiled(1);
        (await project.RunAsync("clean", [])).Succeeded();
        Assert.IsEmpty(Directory.GetFiles(project.Path("obj", "Debug", "migrations")));
        Assert.IsFalse(project.Exists("bin", "Debug", "net10.0", "App.migrations.zip"));
        Assert.IsTrue(project.Exists("Migrations", "migrations.lock"), "The lock file is the user's.");
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
    }

    [TestMethod]
    public async Task Warning_is_shown_again_by_a_build_that_compiles_nothing()
    {
        var project = TestProject.Create().AddPair(3, "create_c", downName: "remove_c");
        var places = (await project.BuildAsync()).Succeeded().Findings.Select(f => f.Place).ToArray();
        Assert.HasCount(1, places);
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0).Reported(places);
    }

    [TestMethod]
    public async Task Design_time_build_runs_nothing()
    {
        var project = TestProject.Create();
        project.Write("Migrations/0003_x.up.sql", "no down, and not SQL");
        (await project.RunAsync("restore", [])).Succeeded();
        var result = await project.RunAsync("msbuild", [
            "-t:CompileMigrations;GetCopyToOutputDirectoryItems;ResolveReferences",
            "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"]);
        result.Succeeded().Compiled(0).Reported();
        Assert.IsFalse(Directory.Exists(project.Path("obj", "Debug", "migrations")));
    }
}
