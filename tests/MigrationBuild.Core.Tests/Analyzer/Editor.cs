extern alias analyzer;

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationBuild.Tests.Analyzer;

/// <summary>Runs the analyzer as an editor's compiler does: on a compilation, with the files of a design-time build.</summary>
internal static class Editor
{
    public const string HelpDirectory = "/packages/migrationbuild/docs/diagnostics";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new analyzer::MigrationBuild.Analyzer.MigrationAnalyzer(), new analyzer::MigrationBuild.Analyzer.MigrationProjectAnalyzer()];

    /// <summary>The file that a design-time build writes.</summary>
    public static FileInEditor Request(string request) =>
        new("/obj/App.migrations.design", $"{Base64(request)}\n{Base64(HelpDirectory)}\n");

    /// <summary>All findings, sorted by place.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(IEnumerable<AdditionalText> files, CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create("App", options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files]), (exception, _, _) => throw exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.GetLineSpan().StartLinePosition).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
