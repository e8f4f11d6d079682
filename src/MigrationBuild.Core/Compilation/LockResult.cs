using MigrationBuild.Diagnostics;

namespace MigrationBuild.Compilation;

/// <param name="Written">Whether the file changed; false where it was as it should be, or there were errors.</param>
/// <param name="Diagnostics">Sorted, with the project's severities applied.</param>
public sealed record LockResult(bool Written, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Succeeded => Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error);
}
