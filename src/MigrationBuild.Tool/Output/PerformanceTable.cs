using System.Globalization;
using MigrationBuild.Deployment.Gates;

namespace MigrationBuild.Tool.Output;

/// <summary>The time of queries before and after, as a table.</summary>
internal static class PerformanceTable
{
    private const int MostLetters = 40;

    public static IEnumerable<string> Lines(PerformanceReport report)
    {
        var width = Math.Clamp(report.Queries.Max(q => q.Query.Name.Length), "query".Length, MostLetters);
        yield return $"{"query".PadRight(width)}  {"before ms",10}  {"after ms",10}  {"ratio",7}";
        foreach (var q in report.Queries)
            yield return $"{Shown(q.Query.Name).PadRight(width)}  {Number(q.Before.Median?.TotalMilliseconds, "0.00"),10}  {Number(q.After.Median?.TotalMilliseconds, "0.00"),10}  {Number(q.Ratio, "0.00"),7}{Remark(q)}";
    }

    private static string Remark(QueryComparison query) => query.State switch
    {
        QueryState.Slower => "  too slow",
        QueryState.New => "  new",
        QueryState.Broken or QueryState.NeverRan => $"  cannot run: {query.After.Error}",
        _ => "",
    };

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Shown(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)] + "…";
}
