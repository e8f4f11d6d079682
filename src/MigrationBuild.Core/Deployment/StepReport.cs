using MigrationBuild.Proofs;

namespace MigrationBuild.Deployment;

/// <param name="Version">Null for a repeatable script.</param>
/// <param name="DurationMs">The script's, with its checks.</param>
/// <param name="File">The script, as the bundle names it.</param>
/// <param name="Transactional">Whether it ran in a transaction.</param>
/// <param name="Verdict">What the build found of the migration's way back; null where it did not look.</param>
public sealed record StepReport(string? Version, string Name, HistoryAction Action, long DurationMs, string File, bool Transactional, Verdict? Verdict = null)
{
    /// <summary>`up 0007 add_email`, for people.</summary>
    public override string ToString() => $"{Action.ToString().ToLowerInvariant()} {(Version is null ? Name : $"{Version} {Name}")}";
}
