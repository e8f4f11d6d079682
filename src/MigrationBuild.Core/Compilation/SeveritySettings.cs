using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>
/// The severities of a project, from all places that may set one. What is said of a code in `MigrationSeverity` counts before the same in the
/// globalconfig file; `NoWarn`, of a script or of the project, counts before both.
/// </summary>
internal static class SeveritySettings
{
    /// <summary>Findings are MB1004, MB1020 and MB1021, and those of a file that is no text.</summary>
    public static SeverityPolicy Read(CompilationRequest request, SourcePaths paths, ITextSource texts, DiagnosticBag bag)
    {
        var reader = new SeverityReader(bag);
        return request.Severities with
        {
            Levels = new SeverityLevels(reader.ReadList(request.Severity, "MigrationSeverity"), ReadFile(request, paths, texts, reader, bag)),
            NoWarnOfFiles = request.NoWarnOfScripts.ToDictionary(s => paths.Display(s.Key), s => SeverityPolicy.Set(s.Value), StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<SeverityRule> ReadFile(CompilationRequest request, SourcePaths paths, ITextSource texts, SeverityReader reader, DiagnosticBag bag)
    {
        if (request.GlobalConfig is not { } file)
            return [];
        var display = paths.Display(file);
        return texts.Read(file, display, bag) is { } text ? reader.ReadGlobalConfig(text, display) : [];
    }
}
