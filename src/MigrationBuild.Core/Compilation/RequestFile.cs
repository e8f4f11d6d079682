using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Proofs;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>Reads the file in which the MSBuild task says what to compile: a first line with the format, then `key=value` lines.</summary>
public sealed partial class RequestFile
{
    public const string Header = "migrationbuild-request 1";

    private static readonly string[] Keys =
    [
        "project-directory", "engine", "bundle", "lock-file", "lock-mode", "supported-version", "target-version", "released-version", "script", "template", "seed", "performance", "proof", "proof-cache", "proof-column-order",
        "no-warn", "warnings-as-errors", "warnings-not-as-errors", "treat-warnings-as-errors", "full-paths",
        "severity", "global-config", "script-no-warn",
    ];

    private readonly string _path;
    private readonly DiagnosticBag _bag;
    private readonly Dictionary<string, (string Value, int Line)> _values = new(StringComparer.Ordinal);
    private readonly List<string> _scripts = [];
    private readonly List<string> _templates = [];
    private readonly List<string> _seeds = [];
    private readonly List<string> _performance = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _noWarnOfScripts = new(StringComparer.Ordinal);

    private RequestFile(string path, DiagnosticBag bag)
    {
        _path = path;
        _bag = bag;
    }

    /// <summary>Null where findings were added (MB1003 at the line).</summary>
    /// <param name="path">For messages.</param>
    public static CompilationRequest? Parse(string text, string path, DiagnosticBag bag)
    {
        var findings = bag.Count;
        var file = new RequestFile(path, bag);
        file.ReadLines(LineEnds.Normalize(text).Split('\n'));
        var request = file.ToRequest();
        return bag.Count == findings ? request : null;
    }

    private void ReadLines(string[] lines)
    {
        if (lines[0] != Header)
            Report(1, $"the first line must be '{Header}', not '{lines[0]}'; the package and the tool are of different versions: clean and build again");
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
                ReadLine(lines[i], i + 1);
        }
    }

    private void ReadLine(string line, int number)
    {
        var equals = line.IndexOf('=');
        var key = equals < 0 ? line : line[..equals];
        var value = equals < 0 ? "" : line[(equals + 1)..];
        if (equals < 0)
            Report(number, $"'{line}' is no key=value line");
        else if (!Keys.Contains(key, StringComparer.Ordinal))
            Report(number, $"unknown key '{key}'{(EditDistance.Nearest(key, Keys) is { } nearest ? $"; did you mean '{nearest}'?" : "")}");
        else if (key == "script")
            _scripts.Add(AbsolutePath(value, key, number));
        else if (key == "template")
            _templates.Add(AbsolutePath(value, key, number));
        else if (key == "seed")
            _seeds.Add(AbsolutePath(value, key, number));
        else if (key == "performance")
            _performance.Add(AbsolutePath(value, key, number));
        else if (key == "script-no-warn")
            AddNoWarn(value, key, number);
        else if (!_values.TryAdd(key, (value, number)))
            Report(number, $"'{key}' is given twice");
    }

    // `MB3004;MB3105 /path/of/the script.sql`: a path may have anything in it, codes have no space.
    private void AddNoWarn(string value, string key, int number)
    {
        var space = value.IndexOf(' ');
        if (space < 0)
            Report(number, $"'{key}' must be codes and a path, not '{value}'");
        else
            _noWarnOfScripts[AbsolutePath(value[(space + 1)..], key, number)] = Codes(value[..space]);
    }

    private CompilationRequest ToRequest() => new()
    {
        ProjectDirectory = Path("project-directory", isRequired: true) ?? "",
        Engine = Text("engine") is { Length: > 0 } engine ? engine : Sql.EngineNames.Sqlite,
        Scripts = _scripts,
        Templates = _templates,
        LockFile = Path("lock-file", isRequired: true) ?? "",
        LockMode = Choice("lock-mode", LockMode.Verify, ("update", LockMode.Update), ("verify", LockMode.Verify)),
        SupportedVersion = Text("supported-version").Trim(),
        TargetVersion = Text("target-version").Trim(),
        ReleasedVersion = Text("released-version").Trim(),
        BundlePath = Path("bundle", isRequired: false),
        Proof = Choice("proof", ProofMode.Auto, ("auto", ProofMode.Auto), ("required", ProofMode.Required), ("off", ProofMode.Off)),
        Seeds = _seeds,
        PerformanceFiles = _performance,
        ProofCache = Path("proof-cache", isRequired: false),
        ProofColumnOrder = Choice("proof-column-order", false, ("compare", true), ("ignore", false)),
        Severities = new SeverityPolicy(
            List("no-warn"),
            List("warnings-as-errors"),
            List("warnings-not-as-errors"),
            Choice("treat-warnings-as-errors", false, ("true", true), ("false", false))),
        Severity = Text("severity"),
        GlobalConfig = Path("global-config", isRequired: false),
        NoWarnOfScripts = _noWarnOfScripts,
        FullPaths = Choice("full-paths", false, ("true", true), ("false", false)),
    };

    private string Text(string key) => _values.TryGetValue(key, out var found) ? found.Value : "";

    private string? Path(string key, bool isRequired)
    {
        var (value, line) = _values.GetValueOrDefault(key, ("", 1));
        if (value.Length > 0)
            return AbsolutePath(value, key, line);
        if (isRequired)
            Report(line, $"'{key}' is missing");
        return null;
    }

    private string AbsolutePath(string value, string key, int line)
    {
        if (!System.IO.Path.IsPathFullyQualified(value))
            Report(line, $"'{key}' must be an absolute path, not '{value}'");
        return value;
    }

    private T Choice<T>(string key, T whereEmpty, params (string Word, T Value)[] choices)
    {
        var (value, line) = _values.GetValueOrDefault(key, ("", 1));
        foreach (var choice in choices)
        {
            if (value.Equals(choice.Word, StringComparison.OrdinalIgnoreCase))
                return choice.Value;
        }
        if (value.Length > 0)
            Report(line, $"'{key}' must be {string.Join(", ", choices.SkipLast(1).Select(c => c.Word))} or {choices[^1].Word}, not '{value}'");
        return whereEmpty;
    }

    private string[] List(string key) => Codes(Text(key));

    private static string[] Codes(string list) => list.Split([';', ',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private void Report(int line, string message) =>
        _bag.Add(Descriptors.InvalidSetting, new SourceLocation(_path, line), message);
}
