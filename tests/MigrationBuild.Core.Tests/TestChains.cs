using MigrationBuild.Bundles;
using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Tests;

/// <summary>Chains and bundles for tests, without files.</summary>
internal static class TestChains
{
    public static MigrationScript Script(string text, string file = "Migrations/x.sql") =>
        new() { File = file, Text = text, Hash = TextHash.Of(text) };

    public static Migration Migration(string version, string up = "CREATE TABLE t(a);\n", string? down = "DROP TABLE t;\n") => new()
    {
        Version = MigrationVersion.Parse(version),
        Name = $"step_{version}",
        Up = Script(up + $"-- {version}\n", $"Migrations/{version}_step.up.sql"),
        Down = down is null ? null : Script(down, $"Migrations/{version}_step.down.sql"),
        ChainHash = TextHash.Of(version),
    };

    public static MigrationChain Chain(params string[] versions) => Chain(versions.Select(v => Migration(v)));

    public static MigrationChain Chain(IEnumerable<Migration> migrations) => new() { Engine = "sqlite", Migrations = [.. migrations] };

    public static Bundle Bundle(MigrationChain chain) => BundleReader.Read(BundleWriter.Write(chain, "1.2.3"), "test");

    public static Bundle Bundle(params string[] versions) => Bundle(Chain(versions));
}
