namespace MigrationBuild.Schemas;

/// <summary>Lists in which only counts what is in them how often.</summary>
internal static class Multiset
{
    /// <summary>The values of one list without those of another, each taken as often as it is there; in the order of the first.</summary>
    public static List<string> Without(IReadOnlyList<string> values, IReadOnlyList<string> others)
    {
        var counts = others.GroupBy(v => v, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var value in values)
        {
            if (counts.TryGetValue(value, out var count) && count > 0)
                counts[value] = count - 1;
            else
                rest.Add(value);
        }
        return rest;
    }
}
