using System.Runtime.CompilerServices;
using MigrationBuild.Bundles;
using MigrationBuild.Compilation;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>The sample shop, compiled as the build compiles it and read back from its bundle.</summary>
internal static class ShopSample
{
    private static readonly Lazy<Bundle> Compiled = new(Compile);

    public static Bundle Bundle => Compiled.Value;

    /// <summary>The shop is open: all of its migrations are history. As in its project.</summary>
    public const string Released = "0016";

    public static int Length => Bundle.Chain.Migrations.Count;

    /// <summary>The shop with one script that does its work and then fails.</summary>
    public static Bundle Failing(int step, bool isUp) => Bundle with
    {
        Chain = Bundle.Chain with
        {
            Migrations = [.. Bundle.Chain.Migrations.Select((migration, i) => i != step - 1 ? migration
                : isUp ? migration with { Up = Fails(migration.Up) }
                : migration with { Down = Fails(migration.Down!) })],
        },
    };

    // With the hash of the good one: a history made with the one must fit the other.
    private static MigrationScript Fails(MigrationScript script) => script with { Text = script.Text + "\nINSERT INTO no_such_table VALUES (1);\n" };

    private static Bundle Compile()
    {
        var folder = Path.Combine(FindSamples(), "ShopPostgreSql", "Migrations");
        // The default mode compares with the lock file that lies beside the scripts, as a build in CI does.
        var result = Compiler.Compile(ScriptFolder.Read(folder).ToRequest(EngineNames.PostgreSql) with { ReleasedVersion = Released });
        Assert.IsEmpty(result.Diagnostics, string.Join('\n', result.Diagnostics));
        return BundleReader.Read(BundleWriter.Write(result.Chain!, "0.1.0"), "shop");
    }

    public static string FindSamples([CallerFilePath] string thisFile = "")
    {
        var start = File.Exists(thisFile) ? Path.GetDirectoryName(thisFile)! : AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MigrationBuild.sln")))
                return Path.Combine(folder.FullName, "tests", "samples");
        }
        throw new DirectoryNotFoundException("no MigrationBuild.sln above the tests");
    }
}
