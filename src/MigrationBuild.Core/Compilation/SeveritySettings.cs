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
    public static SeverityPolicy Read(CompilationRequest request, SourcePaths paths, DiagnosticBag bag)
    {
        var reader = new SeverityReader(bag);
        return request.Severities with
        {
            Levels = new SeverityLevels(reader.ReadList(request.Severity, "MigrationSeverity"), ReadFile(request, paths, reader, bag)),
            NoWarnOfFiles = request.NoWarnOfScripts.ToDictionary(s => paths.Display(s.Key), s => (IReadOnlySet<string>)SeverityPolicy.Set(s.Value), StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<SeverityRule> ReadFile(CompilationRequest request, SourcePaths paths, SeverityReader reader, DiagnosticBag bag)
    {
        if (request.GlobalConfig is not { } file)
            return [];
        var display = paths.Display(file);
        try
        {
            return TextDecoder.Decode(File.ReadAllBytes(file), display, bag) is { } text ? reader.ReadGlobalConfig(text, display) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bag.Add(Descriptors.UnreadableFile, new SourceLocation(display), $"the severities cannot be read: {Reason.Of(e)}");
            return [];
        }
    }
}
