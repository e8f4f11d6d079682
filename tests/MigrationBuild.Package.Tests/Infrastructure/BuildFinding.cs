using System.Globalization;
using System.Text.RegularExpressions;

namespace MigrationBuild.Package.Tests.Infrastructure;

/// <summary>A diagnostic of ours as a build printed it: in the one form that problem matchers read.</summary>
internal sealed partial record BuildFinding(string File, int Line, int Column, string Severity, string Code, string Message, string Project)
{
    public static IReadOnlyList<BuildFinding> ReadAll(string output) =>
        [.. Pattern().Matches(output).Select(m => new BuildFinding(
            m.Groups["file"].Value,
            int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture),
            int.Parse(m.Groups["column"].Value, CultureInfo.InvariantCulture),
            m.Groups["severity"].Value,
            m.Groups["code"].Value,
            m.Groups["message"].Value,
            // MSBuild does not name the project again where the project file itself is to blame.
            m.Groups["project"].Success ? m.Groups["project"].Value : m.Groups["file"].Value.TrimStart()))];

    /// <summary>`Migrations/0003_c.up.sql(1,1): error MB1201`, wherever the project lies.</summary>
    public string Place
    {
        get
        {
            var folder = Path.GetDirectoryName(Project)!;
            var file = Path.IsPathRooted(File) ? Path.GetRelativePath(folder, File) : File;
            return string.Create(CultureInfo.InvariantCulture, $"{file.Replace('\\', '/')}({Line},{Column}): {Severity} {Code}");
        }
    }

    [GeneratedRegex(@"^\s*(?:\d+>)?(?<file>[^\n]+?)\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) (?<code>MB\d{4}): (?<message>[^\n]*?)( \[(?<project>[^\n\]]+proj)(?:::TargetFramework=[^\n\]]*)?\])?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
