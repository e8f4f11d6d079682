using System.Globalization;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>Endless series of values that are all different.</summary>
internal static class ValueSeries
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    // A text that has room for it begins with a letter, so that it is not taken for a number anywhere.
    private const int RoomForPrefix = 6;

    /// <summary>Null where the type has too few values.</summary>
    public static Func<int, string>? Of(ColumnType type) => type.Kind switch
    {
        TypeKind.Boolean => null,
        TypeKind.Integer or TypeKind.Decimal or TypeKind.Any => From(1),
        TypeKind.Real => n => FormattableString.Invariant($"{n}.5"),
        TypeKind.Text when type.Length is < RoomForPrefix => n => SqlText.Literal(Short(n)),
        TypeKind.Text => n => FormattableString.Invariant($"'v{n}'"),
        TypeKind.Json => n => $$"""'{"n":{{n.ToString(CultureInfo.InvariantCulture)}}}'""",
        TypeKind.Uuid => n => FormattableString.Invariant($"'00000000-0000-4000-8000-{n:x12}'"),
        TypeKind.Date => n => FormattableString.Invariant($"'{DateOnly.MinValue.AddDays(730_000 + (n % 2_000_000)):yyyy-MM-dd}'"),
        TypeKind.Time => n => FormattableString.Invariant($"'{TimeOnly.MinValue.AddMinutes(n % 1440):HH:mm}:{n / 1440 % 60:00}'"),
        TypeKind.DateTime => n => FormattableString.Invariant($"'{new DateTime(2000, 1, 1).AddSeconds(n):yyyy-MM-dd HH:mm:ss}'"),
        _ => n => FormattableString.Invariant($"x'{n:x8}'"),
    };

    public static Func<int, string> From(decimal start) => n => (start + n).ToString(CultureInfo.InvariantCulture);

    /// <summary>Texts with letters of one kind, all of the same length, before and after something.</summary>
    /// <param name="first">The least of the letters: `a`, `A` or `0`.</param>
    public static Func<int, string> Around(string before, char first, int length, string after)
    {
        var letters = first == '0' ? 10 : 26;
        return n =>
        {
            var text = new char[length];
            for (var (i, rest) = (length - 1, n); i >= 0; i--, rest /= letters)
                text[i] = (char)(first + (rest % letters));
            return SqlText.Literal(before + new string(text) + after);
        };
    }

    private static string Short(int n) => n < Digits.Length ? Digits[n..(n + 1)] : Short(n / Digits.Length) + Digits[n % Digits.Length];
}
