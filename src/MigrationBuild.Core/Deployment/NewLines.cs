namespace MigrationBuild.Deployment;

/// <summary>What is wrong after the steps and was not before them: what was there before is not their fault.</summary>
internal static class NewLines
{
    /// <summary>The lines of `after` without those of `before`. One line may stand for several things, so that their number counts as well.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after)
        where T : notnull
    {
        var known = before.CountBy(line => line).ToDictionary();
        return [.. after.Where(line => !TakeOne(known, line))];
    }

    /// <summary>The first of them for a message.</summary>
    public static string Shown(IReadOnlyList<string> lines) =>
        $"{string.Join("; ", lines.Take(5))}{(lines.Count > 5 ? $"; and {lines.Count - 5} more" : "")}";

    private static bool TakeOne<T>(Dictionary<T, int> known, T line)
        where T : notnull
    {
        if (known.GetValueOrDefault(line) == 0)
            return false;
        known[line]--;
        return true;
    }
}
