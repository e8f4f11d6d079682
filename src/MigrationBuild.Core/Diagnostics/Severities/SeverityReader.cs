using System.Text.RegularExpressions;
using MigrationBuild.Scripts;

namespace MigrationBuild.Diagnostics.Severities;

/// <summary>Reads what a project says of severities; each mistake is a finding where it stands (MB1020, MB1021).</summary>
internal sealed partial class SeverityReader(DiagnosticBag bag)
{
    private const string Levels = "error, warning, info or none";

    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>`MB3001=error;MB3105=none;MB31xx=info`.</summary>
    /// <param name="setting">What messages and reports call it.</param>
    public IReadOnlyList<SeverityRule> ReadList(string text, string setting)
    {
        var rules = new List<SeverityRule>();
        foreach (var entry in AroundEquals().Replace(text, "=").Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=');
            if (parts.Length != 2)
                bag.Add(Descriptors.InvalidSeverity, null, $"{setting} '{entry}' is not CODE=LEVEL, such as MB1117=error");
            else if (Rule(parts[0], parts[1], setting, null) is { } rule)
                rules.Add(rule);
        }
        return rules;
    }

    /// <summary>A file in the form of a `.globalconfig`: of its lines those about our codes count, others are for other tools.</summary>
    /// <param name="display">The file as messages show it.</param>
    public IReadOnlyList<SeverityRule> ReadGlobalConfig(string text, string display)
    {
        var rules = new List<SeverityRule>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (ReadLine(lines[i].Trim(), display, new SourceLocation(display, i + 1)) is { } rule)
                rules.Add(rule);
        }
        return rules;
    }

    private SeverityRule? ReadLine(string line, string display, SourceLocation location)
    {
        if (line.Length == 0 || line[0] is '#' or ';')
            return null;
        if (line[0] == '[')
        {
            bag.Add(Descriptors.InvalidSeverity, location,
                $"the section {line} has no place here: what this file says counts for all scripts. For some, use their item: <Migration Update=\"…\" NoWarn=\"…\" />");
            return null;
        }
        if (KeyAndValue().Match(line) is not { Success: true } match)
        {
            bag.Add(Descriptors.InvalidSeverity, location, $"'{line}' is no line of the form 'dotnet_diagnostic.CODE.severity = LEVEL'");
            return null;
        }
        return OwnKey().Match(match.Groups["key"].Value) is { Success: true } own ? Rule(own.Groups["code"].Value, match.Groups["value"].Value, display, location) : null;
    }

    private SeverityRule? Rule(string code, string level, string source, SourceLocation? location)
    {
        var where = location is null ? $"{source} '{code}={level}': " : "";
        if (!TryRead(level, out var severity))
        {
            bag.Add(Descriptors.InvalidSeverity, location, $"{where}'{level}' is no level; it is {Levels}");
            return null;
        }
        var rule = new SeverityRule(code.ToUpperInvariant(), severity, source);
        var covered = Descriptors.OfBuild.Where(rule.Covers).ToList();
        if (covered.Count == 0)
            bag.Add(Descriptors.InvalidSeverity, location, $"{where}'{code}' is no code that a build reports{Suggestion(code)}");
        else if (!rule.IsBand && !rule.MayApplyTo(covered[0]))
            bag.Add(Descriptors.NotLowered, location, $"{where}{rule.Code} ({covered[0].Title}) is always an error, and cannot be lowered: put right what it reports");
        else
            return rule;
        return null;
    }

    private static string Suggestion(string code) =>
        EditDistance.Nearest(code, Descriptors.OfBuild.Select(d => d.Code)) is { } nearest ? $"; did you mean {nearest}?" : "";

    // Also in the words of Roslyn's analyzers, which such files are written for.
    private static bool TryRead(string level, out DiagnosticSeverity? severity)
    {
        (severity, var isKnown) = level.ToLowerInvariant() switch
        {
            "error" => (DiagnosticSeverity.Error, true),
            "warning" => (DiagnosticSeverity.Warning, true),
            "info" or "suggestion" => (DiagnosticSeverity.Info, true),
            "none" or "silent" => ((DiagnosticSeverity?)null, true),
            _ => (null, false),
        };
        return isKnown;
    }

    [GeneratedRegex(@"\s*=\s*")]
    private static partial Regex AroundEquals();

    // As Roslyn reads such a line: a colon is as good as an equals sign, and a comment may follow.
    [GeneratedRegex(@"^(?<key>[\w.\-]+)\s*[=:]\s*(?<value>.*?)\s*(?:[#;].*)?$")]
    private static partial Regex KeyAndValue();

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<code>MB\w*)\.severity$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnKey();
}
