using System.Globalization;

namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>Packs the packages once for the whole run, into a feed that only these tests see.</summary>
[TestClass]
public static class PackedPackage
{
    public static string Repository { get; } = FindRepository();

    /// <summary>Everything that the tests write lies below; removed at the end.</summary>
    public static string Root { get; } = Path.Combine(Path.GetTempPath(), $"migrationbuild-{Guid.NewGuid():N}");

    public static string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}");

    public static string Feed => Path.Combine(Root, "feed");

    public static string File => Path.Combine(Feed, $"MigrationBuild.{Version}.nupkg");

    /// <summary>There once a project has restored the package.</summary>
    public static string ToolAssembly => Path.Combine(Root, "packages", "migrationbuild", Version, "tools", "net10.0", "any", "migrationbuild.dll");

    [AssemblyInitialize]
    public static async Task PackAsync(TestContext context)
    {
        Directory.CreateDirectory(Feed);
        (await Child.RunAsync(Repository, ["run", "eng/pack.cs", "--", "--output", Feed, "--version", Version, "--build", Path.Combine(Root, "artifacts")])).Succeeded();
        // The user's own packages stand behind the feed, for the reference assemblies of netstandard2.0: this repository needs them too.
        var globalPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await System.IO.File.WriteAllTextAsync(Path.Combine(Root, "NuGet.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="tests" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="user" value="{globalPackages}" /></fallbackPackageFolders>
            </configuration>
            """, context.CancellationToken);
        // Whatever lies above the temporary folder shall not count.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await System.IO.File.WriteAllTextAsync(Path.Combine(Root, name), "<Project />", context.CancellationToken);
    }

    [AssemblyCleanup]
    public static void Remove() => Directory.Delete(Root, recursive: true);

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !System.IO.File.Exists(Path.Combine(directory.FullName, "MigrationBuild.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("These tests run from within the repository: they pack it.");
    }
}
