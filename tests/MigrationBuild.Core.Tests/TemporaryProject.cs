using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tests;

/// <summary>A project folder with a `Migrations` folder in it; gone after the test.</summary>
internal sealed class TemporaryProject : IDisposable
{
    public TemporaryProject()
    {
        Directory.CreateDirectory(MigrationsFolder);
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "mb-core-" + Guid.NewGuid().ToString("N"));

    public string MigrationsFolder => Path.Combine(Root, "Migrations");

    public string LockPath => Path.Combine(MigrationsFolder, "migrations.lock");

    public string LockText => File.ReadAllText(LockPath);

    public string PathOf(string file) => Path.Combine(MigrationsFolder, file);

    public TemporaryProject Add(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    /// <summary>Up and down script of a migration that makes one table.</summary>
    public TemporaryProject AddPair(string version, string table) => this
        .Add($"{version}_add_{table}.up.sql", $"CREATE TABLE {table} (id INTEGER PRIMARY KEY);\n")
        .Add($"{version}_add_{table}.down.sql", $"DROP TABLE {table};\n");

    public CompilationRequest Request(LockMode mode = LockMode.Update) => ScriptFolder.Read(MigrationsFolder).ToRequest("sqlite") with
    {
        LockMode = mode,
        BundlePath = Path.Combine(Root, "x.zip"),
    };

    public CompilationResult Compile(LockMode mode = LockMode.Update) => Compiler.Compile(Request(mode));

    /// <summary>Compiles what must have no finding.</summary>
    public MigrationChain Chain(LockMode mode = LockMode.Update)
    {
        var result = Compile(mode);
        Assert.AreEqual("", Codes(result.Diagnostics));
        return result.Chain!;
    }

    public static string Codes(IEnumerable<Diagnostic> diagnostics) => string.Join(' ', diagnostics.Select(d => d.Descriptor.Code));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
