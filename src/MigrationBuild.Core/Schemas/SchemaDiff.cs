namespace MigrationBuild.Schemas;

/// <summary>What differs between two schemas, for people: a line a fact, `-` what is expected and not there, `+` what is there and not expected.</summary>
public static class SchemaDiff
{
    /// <summary>
    /// Lines such as `table public.users: - column email text`, by kind and name of the object, those that are expected first;
    /// empty where the schemas are equal.
    /// </summary>
    /// <param name="limit">How many lines to give before `and 12 more`.</param>
    public static IReadOnlyList<string> Between(Schema expected, Schema actual, int limit = 40)
    {
        var lines = Lines(expected, actual).ToList();
        return lines.Count <= limit ? lines : [.. lines.Take(limit), $"and {lines.Count - limit} more"];
    }

    private static IEnumerable<string> Lines(Schema expected, Schema actual)
    {
        int e = 0, a = 0;
        while (e < expected.Objects.Count || a < actual.Objects.Count)
        {
            var order = e == expected.Objects.Count ? 1 : a == actual.Objects.Count ? -1 : Schema.Compare(expected.Objects[e], actual.Objects[a]);
            if (order < 0)
                yield return Title(expected.Objects[e++]) + " is missing";
            else if (order > 0)
                yield return Title(actual.Objects[a++]) + " is not expected";
            else
            {
                foreach (var line in LinesOfOne(expected.Objects[e++], actual.Objects[a++]))
                    yield return line;
            }
        }
    }

    private static IEnumerable<string> LinesOfOne(SchemaObject expected, SchemaObject actual)
    {
        if (expected.Lines.SequenceEqual(actual.Lines, StringComparer.Ordinal))
            return [];
        var missing = Multiset.Without(expected.Lines, actual.Lines);
        var added = Multiset.Without(actual.Lines, expected.Lines);
        var changes = missing.Select(l => "- " + l).Concat(added.Select(l => "+ " + l));
        return changes.Concat(Moved(Multiset.Without(expected.Lines, missing), Multiset.Without(actual.Lines, added))).Select(change => $"{Title(expected)}: {OneLine(change)}");
    }

    /// <summary>The lines that both have, where they stand in another order: the first that does.</summary>
    private static IEnumerable<string> Moved(List<string> expected, List<string> actual)
    {
        var index = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return index == expected.Count ? [] : [$"~ order: '{actual[index]}' stands where '{expected[index]}' is expected"];
    }

    private static string Title(SchemaObject item) => OneLine($"{item.Kind} {item.Name}");

    private static string OneLine(string text) => text.ReplaceLineEndings("\\n");
}
