using MigrationBuild.Deployment.Gates;
using MigrationBuild.Deployment.Undoing;
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

    /// <summary>What the steps did to the time of queries, also where that was the end of the run; null where none was timed.</summary>
    public PerformanceReport? Performance { get; init; }

    /// <summary>What the health command said, each time that it was asked.</summary>
    public IReadOnlyList<HealthResult> Health { get; init; } = [];

    /// <summary>What went wrong, first cause first; then what was done about it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The ways back that a failed run took, in order; empty where it did not fail, or nothing was touched.</summary>
    public IReadOnlyList<RungReport> WayBack { get; init; } = [];

    /// <summary>What a person can do where the run could not go back by itself; else empty.</summary>
    public IReadOnlyList<RecoveryOption> Recovery { get; init; } = [];
}
