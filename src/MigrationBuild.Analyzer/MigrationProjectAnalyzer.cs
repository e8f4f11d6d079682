using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MigrationBuild.Analyzer;

/// <summary>The findings that blame no file: a wrong setting, a project without migrations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp, LanguageNames.VisualBasic)]
public sealed class MigrationProjectAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ShownDescriptors.OfProject;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Report);
    }

    private static void Report(CompilationAnalysisContext context)
    {
        if (ProjectScripts.Find(context.Options) is not { } scripts)
            return;
        foreach (var diagnostic in scripts.Check(context.CancellationToken).OfProject)
            context.ReportDiagnostic(diagnostic);
    }
}
