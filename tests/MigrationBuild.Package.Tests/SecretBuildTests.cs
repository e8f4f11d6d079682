using System.IO.Compression;
using System.Text;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>The password of a scratch server is in nothing that a build leaves or says.</summary>
[TestClass]
public sealed class SecretBuildTests
{
    private const string Canary = "Kan'ari-v0gel%b";

    private static readonly string Connection = $"Host=/nowhere;Database=migrationbuild_scratch;Username=deploy;Password=\"{Canary}\"";

    [TestMethod]
    public async Task From_the_environment_it_is_in_no_file_and_in_no_log_of_any_kind()
    {
        var project = Project("");
        var environment = new Dictionary<string, string> { ["MIGRATIONBUILD_SCRATCH_CONNECTION"] = Connection };

        var build = (await project.RunAsync("build", ["-v:diag", "-bl:build.binlog"], environment)).Succeeded();
        Assert.Contains("MB4001", build.Output);
        Assert.IsTrue(File.Exists(project.Bundle));
        RequireNone(build.Output);
        RequireNoFile(project);

        RequireNone((await project.RunAsync("build", ["--no-restore", "-p:MigrationProof=required"], environment)).Failed().Output);
        RequireNoFile(project);
    }

    [TestMethod]
    public async Task From_the_project_it_is_in_no_log_that_people_read()
    {
        var project = Project($"<MigrationScratchConnection>{Connection.Replace("\"", "&quot;", StringComparison.Ordinal)}</MigrationScratchConnection>");
        RequireNone((await project.RunAsync("build", ["-v:detailed"])).Succeeded().Output);
        project.Delete(project.ProjectFile);
        RequireNoFile(project);
    }

    private static TestProject Project(string property) => new TestProject(TestProject.NewFolder())
        .Write("App.csproj", TestProject.Content($"<TargetFramework>net10.0</TargetFramework><MigrationEngine>postgresql</MigrationEngine>{property}"))
        .Write("Migrations/0001_a.up.sql", "CREATE TABLE a (id bigint PRIMARY KEY);\n")
        .Write("Migrations/0001_a.down.sql", "DROP TABLE a;\n");

    private static void RequireNoFile(TestProject project)
    {
        foreach (var file in Directory.GetFiles(project.Directory, "*", SearchOption.AllDirectories))
            RequireNone(Encoding.UTF8.GetString(Content(file)), file);
    }

    // A binary log is one compressed stream; what a bundle holds is compressed one by one.
    private static byte[] Content(string file)
    {
        using var all = new MemoryStream();
        if (file.EndsWith(".binlog", StringComparison.Ordinal))
        {
            using var log = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            log.CopyTo(all);
        }
        else if (file.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = ZipFile.OpenRead(file);
            foreach (var entry in zip.Entries)
            {
                using var content = entry.Open();
                content.CopyTo(all);
            }
        }
        else
        {
            all.Write(File.ReadAllBytes(file));
        }
        return all.ToArray();
    }

    // Its middle is the same in every encoding.
    private static void RequireNone(string text, string where = "what the build says") =>
        Assert.IsFalse(text.Contains("v0gel", StringComparison.Ordinal), $"the password is in {where}: …{text[Math.Max(0, text.IndexOf("v0gel", StringComparison.Ordinal) - 150)..].Split('\n')[0]}");
}
