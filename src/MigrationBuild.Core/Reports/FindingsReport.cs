using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>What a check found, for the forms in which other programs want it.</summary>
/// <param name="Diagnostics">In the order in which they are told.</param>
/// <param name="Suppressed">Found and not reported.</param>
/// <param name="Scripts">All that were checked, by absolute path.</param>
/// <param name="Folder">The folder of the scripts, absolute: to blame where a finding blames no file and the form wants one.</param>
/// <param name="Sources">Where the files are.</param>
public sealed record FindingsReport(
    IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<SuppressedDiagnostic> Suppressed, IReadOnlyList<string> Scripts, string Folder, SourceTree Sources);
