namespace MigrationBuild.Deployment.Gates;

/// <summary>What the steps did to the time of queries.</summary>
/// <param name="Runs">How often each ran, of which the median is taken.</param>
/// <param name="MaxSlowdown">Null: nothing was too slow.</param>
public sealed record PerformanceReport(int Runs, double? MaxSlowdown, IReadOnlyList<QueryComparison> Queries);
