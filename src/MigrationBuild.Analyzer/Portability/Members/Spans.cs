namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of spans have.</summary>
internal static class Spans
{
    extension(ReadOnlySpan<char> text)
    {
        public bool Contains(char c) => text.IndexOf(c) >= 0;

        public int IndexOfAnyExceptInRange(char first, char last)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] < first || text[i] > last)
                    return i;
            }
            return -1;
        }
    }
}
