using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Compilation;

/// <param name="Chain">Null where there were errors.</param>
/// <param name="Diagnostics">Sorted, with the project's severities applied.</param>
public sealed record CompilationResult(MigrationChain? Chain, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Succeeded => Chain is not null;
}
