namespace MigrationBuild.Deployment.Gates;

/// <summary>How queries are timed, and what is too slow.</summary>
public sealed record PerformanceLimits
{
    /// <summary>How often each query runs, after one run that does not count; 0: none is timed.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>How many times as long a query may take after the steps; null: it is reported, and fails nothing.</summary>
    public double? MaxSlowdown { get; init; }

    /// <summary>How long one run of a query may take, where its file says nothing else.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A smaller difference fails nothing: on a busy machine it means nothing.</summary>
    public static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(5);
}
