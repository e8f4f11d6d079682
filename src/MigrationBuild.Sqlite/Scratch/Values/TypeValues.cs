using System.Text;
using MigrationBuild.Sqlite.Engine;

namespace MigrationBuild.Sqlite.Scratch.Values;

/// <summary>Values of a type as literals, the most ordinary first, then its edges.</summary>
internal static class TypeValues
{
    // Long enough to be cut by whatever cuts, short enough for a thousand tables.
    private const int LongText = 1000;

    private static readonly string[] Dates = ["'2024-02-29'", "'1969-07-20'", "'9999-12-31'", "'0001-01-01'"];
    private static readonly string[] Times = ["'12:34:56'", "'00:00:00'", "'23:59:59.999'"];
    private static readonly string[] Moments = ["'2024-02-29 12:34:56'", "'1969-12-31 23:59:59'", "'2024-02-29T12:34:56.789Z'", "'9999-12-31 23:59:59'", "'0001-01-01 00:00:00'"];
    private static readonly string[] Integers = ["1", "2", "42", "0", "-1", "2147483648", SqlText.Literal(long.MaxValue), SqlText.Literal(long.MinValue)];

    private static readonly string[] Texts =
    [
        "text", "Grüße 😀", "O'Brien", "", "007", "A", new('x', LongText), " two  spaces ", "1.50", "line\nbreak \\ \"quoted\"", "user@example.org", "-1", "NULL",
    ];

    public static IReadOnlyList<string> Of(ColumnType type) => type.Kind switch
    {
        TypeKind.Boolean => ["1", "0"],
        TypeKind.Integer => Integers,
        TypeKind.Real => ["1.5", "0.0", "-2.25", "0.1", "3.0", "1.7976931348623157e308", "-5e-324"],
        TypeKind.Decimal => Decimals(type.Length, type.Scale),
        TypeKind.Text => TextsWithin(type.Length),
        TypeKind.Json => ["'{\"a\":1}'", "'[]'", "'null'", "'\"ü 😀\"'", "'{\"a\":[1,2.50,{\"b\":null}]}'", "'0'"],
        TypeKind.Uuid => ["'123e4567-e89b-12d3-a456-426614174000'", "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"],
        TypeKind.Date => Dates,
        TypeKind.Time => Times,
        TypeKind.DateTime => Moments,
        TypeKind.Blob => ["x'00ff10'", "x''", $"x'{new string('e', 2 * Math.Min(type.Length ?? 300, 300))}'"],
        _ => ["'text'", "1", "1.5", "x'00ff'", "'Grüße 😀'", "''", "-1", "0", "'007'"],
    };

    /// <summary>Of all kinds of date and time, as texts.</summary>
    public static IEnumerable<string> OfTime => Moments.Concat(Dates).Concat(Times);

    private static string[] Decimals(int? precision, int? scale)
    {
        // Beyond 15 digits the engine keeps no decimal number exactly.
        var digits = Math.Clamp(precision ?? 10, 1, 15);
        var fraction = Math.Min(scale ?? (precision is null ? 2 : 0), digits);
        var largest = new string('9', digits - fraction).PadLeft(1, '0') + (fraction > 0 ? "." + new string('9', fraction) : "");
        return fraction > 0
            ? ["1", "0." + new string('0', fraction - 1) + "1", "0", "-0.5", largest, "-" + largest]
            : ["1", "2", "0", "-1", largest, "-" + largest];
    }

    private static string[] TextsWithin(int? length)
    {
        var most = length is > 0 and var n ? n : LongText;
        return [.. Texts.Append(new string('z', Math.Min(most, LongText))).Select(text => Cut(text, most)).Distinct(StringComparer.Ordinal).Select(SqlText.Literal)];
    }

    // The engine counts code points.
    private static string Cut(string text, int most)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(most))
            cut.Append(rune);
        return cut.ToString();
    }
}
