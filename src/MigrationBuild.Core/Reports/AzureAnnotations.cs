using System.Globalization;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>A line a finding, in the form of Azure Pipelines' logging commands. They know errors and warnings only: the rest is an ordinary line.</summary>
public static class AzureAnnotations
{
    public static string Write(FindingsReport report) => string.Concat(report.Diagnostics.Select(d => Line(d, report.Sources) + "\n"));

    private static string Line(Diagnostic d, SourceTree sources)
    {
        // The agent obeys a command anywhere in a line.
        if (d.Severity == DiagnosticSeverity.Info)
            return Secrets.Redact(d.ToString()).Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase);
        // By their documentation a path is absolute; the agent makes it one of the repository.
        var place = d.Location is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"sourcepath={Property(Secrets.Redact(sources.FullPath(at.File)))};linenumber={at.Line};columnnumber={at.Column};")
            : "";
        return $"##vso[task.logissue type={d.SeverityWord};{place}code={d.Descriptor.Code};]{Data(d.Message)}";
    }

    private static string Data(string value) => value
        .Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string value) => Data(value).Replace("]", "%5D", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);
}
