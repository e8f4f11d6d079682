using System.Globalization;

namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>A project in a folder of its own that uses the packed package.</summary>
internal sealed class TestProject
{
    public TestProject(string directory, string name = "App")
    {
        Directory = directory;
        Name = name;
        System.IO.Directory.CreateDirectory(directory);
    }

    public string Directory { get; }

    public string Name { get; }

    public string ProjectFile => $"{Name}.csproj";

    public string Bundle => Path("obj", "Debug", "migrations", $"{Name}.migrations.zip");

    /// <summary>An empty folder for one test, with spaces in its path, as users have them.</summary>
    public static string NewFolder() => System.IO.Path.Combine(PackedPackage.Root, $"test {Guid.NewGuid():N}");

    /// <summary>A project without C# code and with two migrations: the fastest thing that builds.</summary>
    public static TestProject Create(string properties = "<TargetFramework>net10.0</TargetFramework>", string? directory = null, string name = "App")
    {
        var project = new TestProject(directory ?? NewFolder(), name);
        project.Write(project.ProjectFile, Content(properties));
        return project.AddPair(1, "create_a").AddPair(2, "create_b");
    }

    public static string Content(string properties, string items = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="MigrationBuild" Version="{PackedPackage.Version}" PrivateAssets="all" />
            {items}
          </ItemGroup>
        </Project>
        """;

    public string Path(params string[] parts) => System.IO.Path.Combine([Directory, .. parts]);

    public bool Exists(params string[] parts) => File.Exists(Path(parts));

    public TestProject Write(string path, string text)
    {
        var full = Path(path);
        System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public TestProject AddPair(int version, string name, string? downName = null)
    {
        var number = version.ToString("0000", CultureInfo.InvariantCulture);
        Write($"Migrations/{number}_{name}.up.sql", $"CREATE TABLE t{version} (id INTEGER PRIMARY KEY);\n");
        return Write($"Migrations/{number}_{downName ?? name}.down.sql", $"DROP TABLE t{version};\n");
    }

    public void Delete(params string[] parts) => File.Delete(Path(parts));

    /// <summary>Long before anything else: what time stamps alone would take for unchanged.</summary>
    public void MakeOld(string path) => File.SetLastWriteTimeUtc(Path(path), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    public Task<BuildResult> BuildAsync(params string[] arguments) => RunAsync("build", arguments);

    public async Task<BuildResult> RunAsync(string verb, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Not in the project, whose globs would see it.
        var log = System.IO.Path.Combine(PackedPackage.Root, $"build-{Guid.NewGuid():N}.log");
        List<string> all = [verb, .. arguments, "-nodeReuse:false", $"-flp:LogFile={log};Verbosity=detailed;Encoding=UTF-8"];
        if (!arguments.Any(a => a.StartsWith("-m", StringComparison.Ordinal)))
            all.Add("-m:1");
        var child = await Child.RunAsync(Directory, all, environment);
        return new BuildResult(child, File.Exists(log) ? await File.ReadAllTextAsync(log) : "");
    }
}
