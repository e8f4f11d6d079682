using MigrationBuild.Diagnostics;

namespace MigrationBuild.Scripts;

/// <summary>A finding that the project's settings made less of than it is by itself; the bundle carries it to whoever deploys.</summary>
/// <param name="Line">In the file, 1-based; null where no file is to blame.</param>
/// <param name="By">The setting: `NoWarn`, `MigrationSeverity`, the name of a globalconfig file.</param>
/// <param name="Severity">An error that was reported as less: what as. Null: it was not reported.</param>
public sealed record Suppression(string Code, int? Line, string By, DiagnosticSeverity? Severity = null)
{
    /// <summary>`MB4009 not reported: NoWarn`.</summary>
    public override string ToString() =>
        Severity is { } severity ? $"{Code} only {severity.ToString().ToLowerInvariant()}: {By}" : $"{Code} not reported: {By}";
}
