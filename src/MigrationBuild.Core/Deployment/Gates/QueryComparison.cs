namespace MigrationBuild.Deployment.Gates;

/// <summary>A query before and after the steps.</summary>
public sealed record QueryComparison(PerformanceQuery Query, QueryTime Before, QueryTime After, QueryState State)
{
    /// <summary>How many times as long it takes now; null where one of the two is missing.</summary>
    public double? Ratio => Before.Median is { } before && After.Median is { } after
        ? after.TotalMilliseconds / Math.Max(before.TotalMilliseconds, 0.001)
        : null;

    internal static QueryComparison Of(PerformanceQuery query, QueryTime before, QueryTime after, double? maxSlowdown)
    {
        var compared = new QueryComparison(query, before, after, (before.Median, after.Median) switch
        {
            (null, null) => QueryState.NeverRan,
            (null, _) => QueryState.New,
            (_, null) => QueryState.Broken,
            _ => QueryState.Measured,
        });
        return compared.State == QueryState.Measured && compared.Ratio > maxSlowdown && after.Median - before.Median >= PerformanceLimits.Noise
            ? compared with { State = QueryState.Slower }
            : compared;
    }
}
