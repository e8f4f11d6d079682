using MigrationBuild.Package.Tests.Infrastructure;
using MigrationBuild.Tests.Proofs;

namespace MigrationBuild.Package.Tests;

/// <summary>Down scripts, right and wrong, through a real `dotnet build` of the packed package.</summary>
[TestClass]
public sealed class ProofTests
{
    private const string NoServer = "MIGRATIONBUILD_PG_BIN";

    public static IEnumerable<object[]> Engines => [["sqlite"], ["postgresql"]];

    [TestMethod]
    [DynamicData(nameof(Engines))]
    public async Task Build_finds_each_kind_of_wrong_down_script_and_no_other(string engine)
    {
        RequireServer(engine);
        var cases = Some(ProofCase.All(engine));
        var project = Project(engine);
        var versions = ProofCase.WriteTo(project.Path("Migrations"), cases);

        var found = (await project.BuildAsync()).Failed().Findings
            // Most of the cases are hazards as well, which is another matter.
            .Where(f => !f.Code.StartsWith("MB3", StringComparison.Ordinal)).ToLookup(f => Path.GetFileName(f.File)[..4], f => f.Code);

        var expected = cases.ToDictionary(c => versions[c.Name], c => Join(c.Codes));
        var wrong = cases.Where(c => Join(found[versions[c.Name]]) != Join(c.Codes)).Select(c => $"{c.Name}: {Join(found[versions[c.Name]])}, expected {Join(c.Codes)}");
        Assert.AreEqual("", string.Join('\n', wrong));
        CollectionAssert.IsSubsetOf(found.Select(g => g.Key).ToArray(), expected.Keys.ToArray(), "findings of what is only there to prepare");
    }

    [TestMethod]
    [DynamicData(nameof(Engines))]
    public async Task Verdicts_are_in_the_bundle_and_an_unchanged_build_starts_nothing(string engine)
    {
        RequireServer(engine);
        var cases = Some(ProofCase.All(engine)).Where(c => c.Verdict is "exact" or "lossy" or "irreversible").ToList();
        var project = Project(engine, "<MigrationProof>required</MigrationProof>");
        var versions = ProofCase.WriteTo(project.Path("Migrations"), cases);

        (await project.BuildAsync()).Succeeded().Compiled(1);
        var first = await File.ReadAllBytesAsync(project.Bundle);
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(0);
        // From nothing, and then from what was proven before: the same bytes.
        Directory.Delete(project.Path("obj", "Debug", "migrations"), recursive: true);
        (await project.BuildAsync("--no-restore")).Succeeded().Compiled(1);
        CollectionAssert.AreEqual(first, await File.ReadAllBytesAsync(project.Bundle));
        (await project.BuildAsync("--no-restore", "-p:NoWarn=MB4010")).Succeeded().Compiled(1);
        CollectionAssert.AreEqual(first, await File.ReadAllBytesAsync(project.Bundle));

        using var zip = System.IO.Compression.ZipFile.OpenRead(project.Bundle);
        using var manifest = await System.Text.Json.JsonDocument.ParseAsync(await zip.GetEntry("manifest.json")!.OpenAsync());
        var verdicts = manifest.RootElement.GetProperty("migrations").EnumerateArray()
            .ToDictionary(m => m.GetProperty("version").GetString()!, m => m.GetProperty("proof").GetProperty("verdict").GetString());
        foreach (var test in cases)
            Assert.AreEqual(test.Verdict, verdicts[versions[test.Name]], test.Name);
    }

    [TestMethod]
    public async Task One_wrong_word_in_a_down_script_of_the_sample_fails_the_build_with_the_difference()
    {
        var project = new TestProject(TestProject.NewFolder(), "Shop");
        Copy("samples/Shop", project.Directory);
        var arguments = new[] { $"-p:MigrationBuildVersion={PackedPackage.Version}", "-p:MigrationProof=required" };
        (await project.BuildAsync(arguments)).Succeeded().Reported();

        var down = Directory.GetFiles(project.Path("Migrations"), "*.down.sql").Order(StringComparer.Ordinal)
            .First(f => File.ReadAllText(f).Contains("DROP INDEX", StringComparison.Ordinal));
        var index = File.ReadAllText(down).Split("DROP INDEX ")[1].Split(';')[0];
        File.WriteAllText(down, File.ReadAllText(down).Replace($"DROP INDEX {index}", $"DROP INDEX IF EXISTS {index}x", StringComparison.Ordinal));
        project.Delete("Migrations", "migrations.lock");

        var finding = (await project.BuildAsync([.. arguments, "--no-restore"])).Failed().Findings.First();
        Assert.AreEqual("MB4007", finding.Code);
        Assert.Contains($"index {index} is not expected", finding.Message);
    }

    [TestMethod]
    public async Task Machine_without_a_server_says_so_once_or_fails_where_the_proof_is_required()
    {
        var project = Project("postgresql");
        project.Write("Migrations/0001_a.up.sql", "CREATE TABLE a (id bigint PRIMARY KEY);\n").Write("Migrations/0001_a.down.sql", "DROP TABLE a;\n");
        var nothing = new Dictionary<string, string> { [NoServer] = project.Path("nowhere") };

        var build = (await project.RunAsync("build", ["-v:n"], nothing)).Succeeded();
        Assert.AreEqual(2, build.Output.Split("MB4001: the down scripts were not proven").Length, build.Output);

        (await project.RunAsync("build", ["--no-restore", "-p:MigrationProof=required"], nothing)).Failed().Reported("App.csproj(1,1): error MB4002");
        (await project.RunAsync("build", ["--no-restore", "-p:MigrationProof=off"], nothing)).Succeeded().Reported();
    }

    [TestMethod]
    public async Task Rows_that_the_project_brings_are_used_and_are_in_no_bundle()
    {
        var project = Project("sqlite");
        project.Write("Migrations/0001_a.up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\n").Write("Migrations/0001_a.down.sql", "DROP TABLE a;\n");
        project.Write("Migrations/0002_b.up.sql", "CREATE UNIQUE INDEX a_name ON a (name);\n").Write("Migrations/0002_b.down.sql", "DROP INDEX a_name;\n");
        (await project.BuildAsync()).Failed().Reported("Migrations/0002_b.up.sql(1,1): error MB4004");

        project.Write("Migrations/seed/0001_names.sql", "INSERT INTO a (name) VALUES ('ann'), ('ben');\n");
        (await project.BuildAsync("--no-restore")).Succeeded().Reported();
        using (var zip = System.IO.Compression.ZipFile.OpenRead(project.Bundle))
            Assert.IsFalse(zip.Entries.Any(e => e.FullName.Contains("seed", StringComparison.Ordinal)));

        project.Write("Migrations/seed/0001_names.sql", "INSERT INTO a (name) VALUES ('ann'), ('ann');\n");
        (await project.BuildAsync("--no-restore")).Failed().Reported("Migrations/0002_b.up.sql(1,1): error MB4003");
        project.Write("Migrations/seed/0001_names.sql", "INSERT INTO b (name) VALUES ('ann');\n");
        Assert.Contains("Migrations/seed/0001_names.sql(1,1): error MB4011", (await project.BuildAsync("--no-restore")).Failed().Findings.Select(f => f.Place).ToList());
    }

    // Three of each kind: the driver's tests prove all of them, without the build.
    private static List<ProofCase> Some(IEnumerable<ProofCase> cases) => [.. cases.GroupBy(c => $"{c.Verdict} {Join(c.Codes)}").SelectMany(kind => kind.Take(3))];

    private static TestProject Project(string engine, string properties = "") =>
        new TestProject(TestProject.NewFolder()).Write("App.csproj", TestProject.Content(
            $"<TargetFramework>net10.0</TargetFramework><MigrationEngine>{engine}</MigrationEngine>{properties}"));

    private static string Join(IEnumerable<string> codes) => string.Join(',', codes.Order(StringComparer.Ordinal));

    private static void Copy(string from, string to)
    {
        var source = Path.Combine(PackedPackage.Repository, "tests", from);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void RequireServer(string engine)
    {
        if (engine == "postgresql" && !Directory.Exists("/usr/lib/postgresql") && Environment.GetEnvironmentVariable(NoServer) is null)
            Assert.Inconclusive("there are no PostgreSQL server programs on this machine");
    }
}
