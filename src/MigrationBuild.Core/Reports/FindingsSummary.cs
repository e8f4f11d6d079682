using MigrationBuild.Diagnostics;

namespace MigrationBuild.Reports;

/// <summary>How often each code was found: for a reader who has scrolled past the findings.</summary>
public static class FindingsSummary
{
    /// <summary>So many findings are seen at one glance.</summary>
    public const int MostAtAGlance = 9;

    /// <summary>A line a code and severity, the most frequent first.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Diagnostic> diagnostics)
    {
        var groups = diagnostics.GroupBy(d => (d.Descriptor, d.SeverityWord))
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Descriptor.Code, StringComparer.Ordinal).ThenBy(g => g.Key.SeverityWord, StringComparer.Ordinal)
            .ToList();
        var width = groups.Count == 0 ? 0 : $"{groups[0].Count()}".Length;
        return groups.Select(g => $"  {$"{g.Count()}".PadLeft(width)}  {g.Key.Descriptor.Code}  {g.Key.SeverityWord,-7}  {g.Key.Descriptor.Title}");
    }
}
