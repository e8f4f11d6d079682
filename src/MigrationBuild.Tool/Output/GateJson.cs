using MigrationBuild.Deployment.Gates;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tool.Output;

/// <summary>What the health command said, each time.</summary>
/// <param name="Version">The database's; null: base.</param>
internal sealed record HealthJson(string? Version, bool Healthy, long DurationMs, IReadOnlyList<string> Output)
{
    public static HealthJson From(HealthResult result) => new(result.Version, result.Healthy, result.DurationMs, result.Output);
}

/// <summary>What the steps did to the time of queries.</summary>
internal sealed record PerformanceJson(int Runs, double? MaxSlowdown, IReadOnlyList<QueryJson> Queries)
{
    public static PerformanceJson? From(PerformanceReport? report) =>
        report is null ? null : new(report.Runs, report.MaxSlowdown, [.. report.Queries.Select(QueryJson.From)]);
}

/// <param name="State">`measured`, `slower`, `new`, `broken`, `neverRan`.</param>
/// <param name="BeforeMs">The median; null where it could not run.</param>
/// <param name="Error">Why it cannot run; null where it can.</param>
internal sealed record QueryJson(string Name, string File, int Line, string State, double? BeforeMs, double? AfterMs, double? Ratio, string? Error)
{
    public static QueryJson From(QueryComparison q) => new(
        q.Query.Name, q.Query.File, q.Query.Line, ToolJson.Name(q.State), Rounded(q.Before.Median?.TotalMilliseconds), Rounded(q.After.Median?.TotalMilliseconds), Rounded(q.Ratio), q.After.Error);

    private static double? Rounded(double? value) => value is null ? null : Math.Round(value.Value, 3);
}

/// <summary>A verify script of an applied migration.</summary>
/// <param name="Passed">Whether all of its checks hold.</param>
internal sealed record VerifyScriptJson(string Version, string Name, bool Passed, DiagnosticJson? Error);

/// <param name="Kind">`invalidIndex`, `unfinishedIndex`, `unvalidatedConstraint`, `orphans`.</param>
internal sealed record DamageJson(string Kind, string What)
{
    public static DamageJson From(Damage damage) => new(ToolJson.Name(damage.Kind), damage.What);
}
