using System.Globalization;

namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of numbers have.</summary>
internal static class Numbers
{
    extension(int)
    {
        public static bool TryParse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider provider, out int number) =>
            int.TryParse(text.ToString(), style, provider, out number);
    }

    extension(long)
    {
        public static long Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider provider) => long.Parse(text.ToString(), style, provider);
    }
}
