using System.Text;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>A text that a pattern of LIKE or GLOB matches.</summary>
internal static class PatternSample
{
    /// <param name="empty">What stands for any text is nothing; else a letter.</param>
    public static string Of(string pattern, bool isGlob, bool empty)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == (isGlob ? '*' : '%'))
                text.Append(empty ? "" : "a");
            else if (c == (isGlob ? '?' : '_'))
                text.Append('a');
            else if (isGlob && c == '[' && pattern.IndexOf(']', Math.Min(i + 2, pattern.Length)) is var end && end > 0)
                (_, i) = (text.Append(OneOf(pattern[(i + 1)..end])), end);
            else
                text.Append(c);
        }
        return text.ToString();
    }

    // `[A-Z]`, `[abc]`, `[^0-9]`.
    private static char OneOf(string set)
    {
        if (set[0] != '^')
            return set[0];
        return "a0A-_ ".FirstOrDefault(c => !IsIn(set.AsSpan(1), c), '~');
    }

    private static bool IsIn(ReadOnlySpan<char> set, char c)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-' ? c >= set[i] && c <= set[i + 2] : c == set[i])
                return true;
        }
        return false;
    }
}
