using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Diagnostics.Severities;
using MigrationBuild.Proofs;

namespace MigrationBuild.Compilation;

/// <param name="Chain">Null where there were errors.</param>
/// <param name="Diagnostics">Sorted, with the project's severities applied.</param>
public sealed record CompilationResult(MigrationChain? Chain, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Succeeded => Chain is not null;

    /// <summary>What was found and is not reported, because a script allows it or the project's settings say so; in the order of the findings.</summary>
    public IReadOnlyList<SuppressedDiagnostic> Suppressed { get; init; } = [];

    /// <summary>The severities by which the findings were weighed: for what is found afterwards.</summary>
    public SeverityPolicy Severities { get; init; } = SeverityPolicy.Default;

    /// <summary>What the proof learnt, also where it found errors; null where nothing was proven.</summary>
    public ChainProof? Proof { get; init; }
}
