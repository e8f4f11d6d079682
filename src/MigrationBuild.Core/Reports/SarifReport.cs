using System.Text.Json;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>SARIF 2.1.0: what code scanning services and editors read.</summary>
public static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string RootId = "SRCROOT";

    // A name of our own: GitHub's action computes the one that it knows itself, and warns of another's.
    private const string FingerprintName = "findingHash/v1";

    /// <param name="toolVersion">As semantic versioning writes it.</param>
    public static string Write(FindingsReport report, string toolVersion)
    {
        var findings = report.Diagnostics.Select(d => (Diagnostic: d, Suppression: (SuppressedDiagnostic?)null))
            .Concat(report.Suppressed.Select(s => (s.Diagnostic, Suppression: (SuppressedDiagnostic?)s)))
            .OrderBy(f => f.Diagnostic, DiagnosticOrder.ByPlace).ToList();
        var codes = findings.Select(f => f.Diagnostic.Descriptor).DistinctBy(d => d.Code).OrderBy(d => d.Code, StringComparer.Ordinal).ToList();
        var fingerprints = new Fingerprints(report.Sources);
        var run = new SarifLog.Run(
            new SarifLog.Tool(new SarifLog.ToolComponent("MigrationBuild", toolVersion, [.. codes.Select(Rule)])),
            // As SourceLocation counts them.
            ColumnKind: "utf16CodeUnits",
            // Without its address: that is another on every machine.
            new Dictionary<string, SarifLog.ArtifactLocation> { [RootId] = new(Uri: null, Description: new("The folder that was checked out.")) },
            // The program did what it was asked for, whatever it found.
            [new SarifLog.Invocation(ExecutionSuccessful: true)],
            [.. findings.Select(f => Result(f.Diagnostic, f.Suppression, codes.IndexOf(f.Diagnostic.Descriptor), report, fingerprints.Of(f.Diagnostic)))]);
        return JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [run]), SarifJson.Readable.SarifLog) + "\n";
    }

    private static SarifLog.Rule Rule(DiagnosticDescriptor descriptor)
    {
        var page = HelpPage.Of(descriptor);
        return new SarifLog.Rule(
            descriptor.Code, Name(descriptor.Title), new(descriptor.Title), new(page.Meaning), new(page.Text, page.Markdown), new(Level(descriptor.Severity), descriptor.IsOff ? false : null));
    }

    private static SarifLog.Result Result(Diagnostic d, SuppressedDiagnostic? suppressed, int rule, FindingsReport report, string fingerprint) => new(
        d.Descriptor.Code, rule, Level(d.Severity), new(d.Message), [new SarifLog.Location(Place(d.Location, report))],
        new Dictionary<string, string> { [FingerprintName] = fingerprint },
        // An empty list says that it is not suppressed; no list, that nobody knows.
        suppressed is null ? [] : [new(suppressed.Kind == SuppressionKind.InSource ? "inSource" : "external", suppressed.Justification)]);

    // Code scanning takes no result without a place.
    private static SarifLog.PhysicalLocation Place(SourceLocation? location, FindingsReport report) => location is null
        ? new(Artifact(report.Sources.RelativePath(report.Folder), isFolder: true), null)
        : new(Artifact(report.Sources.RelativePath(location.File), isFolder: false), new(location.Line, location.Column));

    private static SarifLog.ArtifactLocation Artifact(string path, bool isFolder)
    {
        var end = isFolder ? "/" : "";
        return Path.IsPathRooted(path)
            ? new(new Uri(path).AbsoluteUri + end)
            : new(string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) + end, RootId);
    }

    /// <summary>`Gap in the chain` as `GapInTheChain`.</summary>
    private static string Name(string title) =>
        string.Concat(title.Replace("'", "", StringComparison.Ordinal).Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
