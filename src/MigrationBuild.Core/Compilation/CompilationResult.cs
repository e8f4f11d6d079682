using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Proofs;

namespace MigrationBuild.Compilation;

/// <param name="Chain">Null where there were errors.</param>
/// <param name="Diagnostics">Sorted, with the project's severities applied.</param>
public sealed record CompilationResult(MigrationChain? Chain, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Succeeded => Chain is not null;

    /// <summary>What the proof learnt, also where it found errors; null where nothing was proven.</summary>
    public ChainProof? Proof { get; init; }
}
