using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment;

/// <summary>What a run did.</summary>
public sealed record RunReport
{
    public required string RunId { get; init; }

    public required RunOutcome Outcome { get; init; }

    public required ExitCode ExitCode { get; init; }

    /// <summary>Null: base.</summary>
    public required string? FromVersion { get; init; }

    /// <summary>Where the database is now, as far as is known; null: base.</summary>
    public required string? ToVersion { get; init; }

    /// <summary>The steps that are in effect; empty for a run that failed and was taken back.</summary>
    public IReadOnlyList<StepReport> Steps { get; init; } = [];

    /// <summary>The snapshot made before the run; null where none was.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>What went wrong, first cause first; then what was done about it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
