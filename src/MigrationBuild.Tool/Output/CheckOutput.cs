using System.Text;
using System.Text.Json;
using MigrationBuild.Bundles;
using MigrationBuild.Compilation;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;
using MigrationBuild.Reports;

namespace MigrationBuild.Tool.Output;

/// <summary>What `check` says, in each of its forms.</summary>
/// <param name="file">Where the report goes; null: to standard output.</param>
internal sealed class CheckOutput(ReportFormat format, string? file, bool showsSource, Terminal terminal)
{
    /// <param name="folder">Of the scripts, absolute.</param>
    public void Write(CompilationRequest request, CompilationResult result, string folder)
    {
        var report = new FindingsReport(result.Diagnostics, result.Suppressed, request.Scripts, folder, new SourceTree(request.ProjectDirectory));
        if (file is not null)
            BundleFile.Write(file, Encoding.UTF8.GetBytes(Report(report, result)));
        if (file is not null || format == ReportFormat.Text)
            WriteText(report, result);
        else
            terminal.WriteReport(Report(report, result));
    }

    private string Report(FindingsReport report, CompilationResult result) => format switch
    {
        ReportFormat.Json => JsonSerializer.Serialize(ToJson(result), ToolJson.Readable.CheckJson) + "\n",
        ReportFormat.Sarif => SarifReport.Write(report, CommandLine.ToolVersion),
        ReportFormat.GitHub => GitHubAnnotations.Write(report),
        ReportFormat.Azure => AzureAnnotations.Write(report),
        ReportFormat.JUnit => JUnitReport.Write(report),
        _ => string.Concat(result.Diagnostics.Select(d => d.ToString()).Concat(Summary(result)).Select(line => Secrets.Redact(line) + "\n")),
    };

    private void WriteText(FindingsReport report, CompilationResult result)
    {
        new FindingsText(report.Sources, terminal, showsSource).Write(result.Diagnostics);
        foreach (var line in Summary(result))
            terminal.WriteLine(line);
    }

    private static IEnumerable<string> Summary(CompilationResult result)
    {
        if (result.Diagnostics.Count > FindingsSummary.MostAtAGlance)
        {
            foreach (var line in FindingsSummary.Lines(result.Diagnostics))
                yield return line;
        }
        if (result.Suppressed.Count > 0)
            yield return $"{result.Suppressed.Count} not reported: {string.Join(", ", result.Suppressed.GroupBy(Setting).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} by {g.Key}"))}";
        var errors = result.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
        yield return result.Chain is { } chain
            ? $"{chain.Migrations.Count} migrations, {chain.Migrations[0].Version} to {chain.Head!.Version}: no errors"
            : $"{errors} {(errors == 1 ? "error" : "errors")}";
        if (result.Proof is { } proof)
            yield return $"tried on {proof.EngineVersion}: {Counts(proof)}";
    }

    private static string Setting(SuppressedDiagnostic s) => s.Kind == SuppressionKind.InSource ? "-- migrate:allow" : s.Justification;

    private static string Counts(ChainProof proof) => string.Join(", ", proof.Migrations
        .GroupBy(m => m.Verdict).OrderBy(g => g.Key)
        .Select(g => $"{g.Count()} {(g.Key == Verdict.NotRepeatable ? "not repeatable" : g.Key.ToString().ToLowerInvariant())}"));

    private static CheckJson ToJson(CompilationResult result) => new(
        result.Succeeded, result.Chain?.Head?.Version.Text, result.Chain?.Migrations.Count ?? 0, [.. result.Diagnostics.Select(DiagnosticJson.From)],
        result.Proof is { } proof ? [.. proof.Migrations.Select(ProofJson.From)] : null)
    {
        Suppressed = [.. result.Suppressed.Select(SuppressedJson.From)],
    };
}
