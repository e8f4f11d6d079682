namespace MigrationBuild.Scripts;

/// <summary>Nearest names, for "did you mean".</summary>
public static class EditDistance
{
    /// <summary>The candidate with the fewest edits to the word, the first of equals; null where even that is mostly different.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var best = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Between(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= best)
                continue;
            best = distance;
            nearest = candidate;
        }
        return nearest is not null && best <= Math.Max(1, Math.Max(word.Length, nearest.Length) / 2) ? nearest : null;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that make one word of the other.</summary>
    public static int Between(string a, string b)
    {
        var beforePrevious = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[b.Length];
    }
}
