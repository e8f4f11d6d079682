using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationBuild.Analyzer;

/// <summary>
/// Shows what the build would say of the migration scripts, while they are being written. Each finding belongs to the file that it blames:
/// editors run what belongs to a file as it changes, and what belongs to the whole project (<see cref="MigrationProjectAnalyzer"/>) seldom.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp, LanguageNames.VisualBasic)]
public sealed class MigrationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ShownDescriptors.OfFiles;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (ProjectScripts.Find(start.Options) is { } scripts)
                start.RegisterAdditionalFileAction(file => Report(scripts, file));
        });
    }

    private static void Report(ProjectScripts scripts, AdditionalFileAnalysisContext context)
    {
        foreach (var diagnostic in scripts.Check(context.CancellationToken).Of(context.AdditionalFile))
            context.ReportDiagnostic(diagnostic);
    }
}
