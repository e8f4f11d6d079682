using System.IO.Compression;
using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>What is in the package, and what must not be.</summary>
[TestClass]
public sealed class PackageContentTests
{
    [TestMethod]
    public void Package_has_build_logic_task_tool_and_docs_and_nothing_else()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);
        var names = package.Entries.Select(e => e.FullName).ToList();
        foreach (var name in (string[])[
            "README.md",
            "build/MigrationBuild.props", "build/MigrationBuild.targets",
            "buildMultiTargeting/MigrationBuild.props", "buildMultiTargeting/MigrationBuild.targets",
            "tools/netstandard2.0/MigrationBuild.Tasks.dll",
            "tools/analyzer/MigrationBuild.Analyzer.dll",
            "tools/net10.0/any/migrationbuild.dll", "tools/net10.0/any/migrationbuild.runtimeconfig.json",
            "tools/net10.0/any/Microsoft.SqlServer.TransactSql.ScriptDom.dll", "tools/net10.0/any/licenses/Microsoft.SqlServer.DacFx.txt",
            "tools/net10.0/any/runtimes/linux-x64/native/libe_sqlite3.so", "tools/net10.0/any/runtimes/win-x64/native/e_sqlite3.dll"])
        {
            CollectionAssert.Contains(names, name);
        }
        Assert.IsEmpty(names.Where(n => n.StartsWith("lib/", StringComparison.Ordinal) || n.StartsWith("buildTransitive/", StringComparison.Ordinal)));
        Assert.IsEmpty(names.Where(n => n.StartsWith("analyzers/", StringComparison.Ordinal)), "NuGet would give it to the compiler in every build.");
        Assert.HasCount(1, names.Where(n => n.StartsWith("tools/analyzer/", StringComparison.Ordinal)), "An analyzer may bring no other assembly.");
        // Of the package that T-SQL's parser is from, the parser alone, and in no language but English.
        Assert.IsEmpty(names.Where(n => n.EndsWith(".resources.dll", StringComparison.Ordinal)
            || (n.Contains("SqlServer", StringComparison.Ordinal) && n.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(n) is not ("Microsoft.SqlServer.TransactSql.ScriptDom.dll" or "MigrationBuild.SqlServer.dll"))
            || n.Contains("SqlClient", StringComparison.Ordinal)));
        Assert.HasCount(1, names.Where(n => n.StartsWith("tools/netstandard2.0/", StringComparison.Ordinal)), "Nothing but the task may load into MSBuild.");
    }

    [TestMethod]
    public void Package_is_a_development_dependency_without_dependencies()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);
        using var reader = new StreamReader(package.GetEntry("MigrationBuild.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();
        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec);
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec);
        Assert.DoesNotContain("<dependenc", nuspec);
    }

    [TestMethod]
    public void Tool_runs_on_newer_runtimes()
    {
        using var package = ZipFile.OpenRead(PackedPackage.File);
        using var reader = new StreamReader(package.GetEntry("tools/net10.0/any/migrationbuild.runtimeconfig.json")!.Open());
        Assert.Contains("\"rollForward\": \"Major\"", reader.ReadToEnd());
    }
}
