using System.Text;

namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of <see cref="string"/> have.</summary>
internal static class Texts
{
    internal delegate void Filling(Span<char> target, ReadOnlySpan<char> source);

    extension(string text)
    {
        public static string Join(char separator, IEnumerable<string?> parts) => string.Join(separator.ToString(), parts);

        public static string Create(IFormatProvider provider, FormattableString interpolated) => interpolated.ToString(provider);

        public static string Create(int length, ReadOnlySpan<char> source, Filling fill)
        {
            var characters = new char[length];
            fill(characters, source);
            return new string(characters);
        }

        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public bool Contains(char c) => text.IndexOf(c) >= 0;

        public bool Contains(char c, StringComparison comparison) => text.IndexOf(c.ToString(), comparison) >= 0;

        public bool StartsWith(char c) => text.Length > 0 && text[0] == c;

        public bool EndsWith(char c) => text.Length > 0 && text[text.Length - 1] == c;

        /// <param name="comparison">Ordinal, as the one that it stands for is.</param>
        public string Replace(string old, string replacement, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, replacement) : throw new NotSupportedException();

        public string[] Split(char separator, StringSplitOptions options) => text.Split([separator], options);

        public string[] Split(string separator) => text.Split([separator], StringSplitOptions.None);

        /// <summary>The characters, surrogates in pairs.</summary>
        public IEnumerable<Rune> EnumerateRunes()
        {
            for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
                yield return new Rune(text, i);
        }

        public int GetHashCode(StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? StringComparer.Ordinal.GetHashCode(text) : throw new NotSupportedException();
    }
}
