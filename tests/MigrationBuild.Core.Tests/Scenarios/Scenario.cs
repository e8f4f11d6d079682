using MigrationBuild.Chains;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics.Severities;

namespace MigrationBuild.Tests.Scenarios;

/// <summary>A folder of `tests/scenarios`: scripts, settings, and the findings that they must give.</summary>
internal sealed class Scenario
{
    private readonly string _directory;
    private readonly Dictionary<string, string> _settings;

    private Scenario(string directory)
    {
        _directory = directory;
        var file = Path.Combine(directory, "settings.txt");
        _settings = (File.Exists(file) ? File.ReadAllLines(file) : [])
            .Select(l => l.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        Expected = [.. File.ReadAllLines(Path.Combine(directory, "expected.txt")).Select(l => l.Split(" | ", 2)).Select(p => (p[0], p[1]))];
    }

    /// <summary>`file(line,col): error MBnnnn` and a part of the message, in order.</summary>
    public IReadOnlyList<(string Start, string Part)> Expected { get; }

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "tests", "scenarios")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    public static Scenario Load(string name) => new(Path.Combine(Repository.Root, "tests", "scenarios", name));

    public CompilationRequest ToRequest()
    {
        var folder = ScriptFolder.Read(Path.Combine(_directory, "Migrations"));
        var includeTemplates = Setting("include-templates") == "true";
        return folder.ToRequest(Setting("engine", "sqlite")) with
        {
            Scripts = includeTemplates ? [.. folder.Scripts, .. folder.Templates] : folder.Scripts,
            Templates = includeTemplates ? [] : folder.Templates,
            LockMode = Setting("lock-mode", File.Exists(folder.LockFile) ? "verify" : "update") == "verify" ? LockMode.Verify : LockMode.Update,
            SupportedVersion = Setting("supported-version"),
            TargetVersion = Setting("target-version"),
            ReleasedVersion = Setting("released-version"),
            Severities = new SeverityPolicy(List("no-warn"), List("warnings-as-errors"), [], treatWarningsAsErrors: false),
            Severity = Setting("severity"),
        };
    }

    /// <summary>The same as a build writes it.</summary>
    public string ToRequestText()
    {
        var request = ToRequest();
        List<string> lines =
        [
            RequestFile.Header,
            $"project-directory={request.ProjectDirectory}",
            $"engine={request.Engine}",
            $"lock-file={request.LockFile}",
            $"supported-version={request.SupportedVersion}",
            $"target-version={request.TargetVersion}",
            $"released-version={request.ReleasedVersion}",
            $"no-warn={Setting("no-warn")}",
            $"warnings-as-errors={Setting("warnings-as-errors")}",
            $"severity={request.Severity}",
            $"global-config={request.GlobalConfig}",
            .. request.Scripts.Select(s => $"script={s}"),
            .. request.Templates.Select(t => $"template={t}"),
        ];
        return string.Join('\n', lines);
    }

    private string Setting(string key, string whereMissing = "") => _settings.GetValueOrDefault(key, whereMissing);

    private string[] List(string key) => Setting(key).Split(';', StringSplitOptions.RemoveEmptyEntries);
}
