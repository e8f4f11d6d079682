using System.Globalization;
using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment.Gates;

/// <summary>
/// Times the chain's performance queries before the first step and after the last one, on the run's own session and in its transaction if there is
/// one, so that what is not committed yet counts, and nothing is changed.
/// </summary>
public sealed class PerformanceGate(IDatabase database, MigrationChain chain, PerformanceLimits limits)
{
    private readonly IReadOnlyList<PerformanceQuery> _queries = limits.Runs == 0 ? [] : PerformanceQuery.Of(chain);
    private List<QueryTime> _before = [];

    /// <summary>Before the first step.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken) => _before = await TimeAsync(cancellationToken);

    /// <summary>After the last step, while it can still be taken back; refuses nothing. Null where there is nothing to time.</summary>
    public async Task<PerformanceReport?> CompareAsync(CancellationToken cancellationToken)
    {
        if (_queries.Count == 0)
            return null;
        if (_before.Count == 0)
            throw new InvalidOperationException("nothing was measured before the steps");
        var after = await TimeAsync(cancellationToken);
        return new PerformanceReport(limits.Runs, limits.MaxSlowdown, [.. _queries.Select((query, i) => QueryComparison.Of(query, _before[i], after[i], limits.MaxSlowdown))]);
    }

    /// <summary>Whether the run may stay.</summary>
    /// <param name="report">Of <see cref="CompareAsync"/>.</param>
    /// <param name="isHead">The steps lead to the newest version. The queries are written for that one: elsewhere one that cannot run says nothing.</param>
    /// <param name="warn">Told of each query that could never run (MB6040).</param>
    /// <exception cref="MigrationException">MB6040: a query works no more. MB6039: one is too slow. Located in its file.</exception>
    public static void Require(PerformanceReport? report, bool isHead, Action<Diagnostic> warn)
    {
        if (isHead)
            RequireRunning(report, warn);
        if (Those(report, QueryState.Slower).MaxBy(q => q.Ratio) is { } slower)
            throw new MigrationException(Finding(Descriptors.Slower, slower.Query, Slower(report!, slower)), ExitCode.Failed);
    }

    private static void RequireRunning(PerformanceReport? report, Action<Diagnostic> warn)
    {
        foreach (var never in Those(report, QueryState.NeverRan))
            warn(Finding(Descriptors.QueryBroken, never.Query, $"the query '{never.Query.Name}' cannot be timed: {never.After.Error}. Put it right, or delete it") with { Severity = DiagnosticSeverity.Warning });
        if (Those(report, QueryState.Broken).FirstOrDefault() is { } broken)
            throw new MigrationException(Finding(Descriptors.QueryBroken, broken.Query, $"the query '{broken.Query.Name}' ran before the steps and fails after them: {broken.After.Error}"), ExitCode.Failed);
    }

    private async Task<List<QueryTime>> TimeAsync(CancellationToken cancellationToken)
    {
        var times = new List<QueryTime>();
        foreach (var query in _queries)
            times.Add(await TimeAsync(query, cancellationToken));
        return times;
    }

    private async Task<QueryTime> TimeAsync(PerformanceQuery query, CancellationToken cancellationToken)
    {
        var times = new List<TimeSpan>();
        try
        {
            // The first run finds nothing in memory, and does not count.
            for (var i = 0; i <= limits.Runs; i++)
                times.Add(await database.TimeQueryAsync(query.Text, query.Timeout ?? limits.Timeout, cancellationToken));
        }
        catch (EngineException e)
        {
            return new QueryTime(null, e.Message);
        }
        var sorted = times.Skip(1).Order().ToList();
        return new QueryTime((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, null);
    }

    private static IEnumerable<QueryComparison> Those(PerformanceReport? report, QueryState state) => report?.Queries.Where(q => q.State == state) ?? [];

    private static Diagnostic Finding(DiagnosticDescriptor descriptor, PerformanceQuery query, string message) =>
        new(descriptor, new SourceLocation(query.File, query.Line), message);

    private static string Slower(PerformanceReport report, QueryComparison slowest)
    {
        var others = Those(report, QueryState.Slower).Count() - 1;
        return string.Create(CultureInfo.InvariantCulture,
            $"the query '{slowest.Query.Name}' took {slowest.Before.Median!.Value.TotalMilliseconds:0.00} ms before the steps and takes {slowest.After.Median!.Value.TotalMilliseconds:0.00} ms after them, {slowest.Ratio:0.0} times as long; allowed are {report.MaxSlowdown:0.0#} times")
            + (others == 0 ? "" : $" ({others} more {(others == 1 ? "is" : "are")} too slow)");
    }
}
