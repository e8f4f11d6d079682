using MigrationBuild.Package.Tests.Infrastructure;

namespace MigrationBuild.Package.Tests;

/// <summary>A folder of `tests/scenarios`, as a project: scripts, settings, and the findings that its build must give.</summary>
internal sealed class Scenario
{
    private readonly string _source;
    private readonly Dictionary<string, string> _settings;

    private Scenario(string source)
    {
        _source = source;
        var file = Path.Combine(source, "settings.txt");
        _settings = (File.Exists(file) ? File.ReadAllLines(file) : [])
            .Select(l => l.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Expected = [.. File.ReadAllLines(Path.Combine(source, "expected.txt")).Select(l => l.Split(" | ", 2)).Select(p => (p[0], p[1]))];
    }

    public string Name => Path.GetFileName(_source);

    /// <summary>`file(line,col): error MBnnnn` and a part of the message, in order; `migrationbuild :` where no file is to blame.</summary>
    public IReadOnlyList<(string Start, string Part)> Expected { get; }

    public static IEnumerable<Scenario> All =>
        Directory.GetDirectories(Path.Combine(PackedPackage.Repository, "tests", "scenarios")).Order(StringComparer.Ordinal).Select(d => new Scenario(d));

    /// <summary>Writes the project below the folder; returns the path of its project file.</summary>
    public string WriteProject(string folder)
    {
        var project = new TestProject(Path.Combine(folder, Name), Name);
        var migrations = Path.Combine(_source, "Migrations");
        foreach (var file in Directory.GetFiles(migrations, "*", SearchOption.AllDirectories))
        {
            var target = project.Path("Migrations", Path.GetRelativePath(migrations, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        project.Write(project.ProjectFile, TestProject.Content(Properties(), Setting("include-templates") == "true"
            ? """<Migration Include="@(MigrationTemplate)" />"""
            : ""));
        return project.Path(project.ProjectFile);
    }

    private string Properties()
    {
        var lockMode = File.Exists(Path.Combine(_source, "Migrations", "migrations.lock")) ? "verify" : "update";
        return $"""
            <TargetFramework>net10.0</TargetFramework>
            <MigrationEngine>{Setting("engine", "sqlite")}</MigrationEngine>
            <MigrationLockMode>{Setting("lock-mode", lockMode)}</MigrationLockMode>
            <MigrationSupportedVersion>{Setting("supported-version")}</MigrationSupportedVersion>
            <MigrationTargetVersion>{Setting("target-version")}</MigrationTargetVersion>
            <MigrationReleasedVersion>{Setting("released-version")}</MigrationReleasedVersion>
            <NoWarn>$(NoWarn);{Setting("no-warn")}</NoWarn>
            <WarningsAsErrors>$(WarningsAsErrors);{Setting("warnings-as-errors")}</WarningsAsErrors>
            <MigrationSeverity>{Setting("severity")}</MigrationSeverity>
            <TreatWarningsAsErrors>{Setting("treat-warnings-as-errors", "false")}</TreatWarningsAsErrors>
            """;
    }

    private string Setting(string key, string whereMissing = "") => _settings.GetValueOrDefault(key, whereMissing);
}
