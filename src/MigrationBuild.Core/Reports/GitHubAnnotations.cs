using System.Globalization;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>A line a finding, in the form of GitHub Actions' workflow commands: the build server shows it at the line of the file.</summary>
public static class GitHubAnnotations
{
    public static string Write(FindingsReport report) => string.Concat(report.Diagnostics.Select(d => Line(d, report.Sources) + "\n"));

    private static string Line(Diagnostic d, SourceTree sources)
    {
        var command = d.Severity == DiagnosticSeverity.Info ? "notice" : d.SeverityWord;
        var place = d.Location is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"file={Property(sources.RelativePath(at.File))},line={at.Line},col={at.Column},")
            : "";
        return $"::{command} {place}title={Property($"{d.Descriptor.Code}: {d.Descriptor.Title}")}::{Data(d.Message)}";
    }

    private static string Data(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string value) => Data(value).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
