using System.Globalization;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Many different values of a type, as text.</summary>
internal static class DistinctValues
{
    private const int FirstNumber = 1000;
    private const int FewestDigits = 3;
    private const int SafeWidth = 6;

    /// <summary>The n-th; null where the type has too few, or is not known.</summary>
    public static Func<int, string>? Of(string type, int modifier) => type switch
    {
        "int2" or "int4" or "int8" or "oid" or "xid8" or "float4" or "float8" or "money" => n => Number(FirstNumber + n),
        "numeric" => Numeric(modifier),
        "text" or "citext" or "name" or "ltree" => n => Padded(n, SafeWidth),
        "varchar" or "bpchar" => Text(TypeModifier.CharacterLength(modifier)),
        "bytea" => n => $@"\x{n:x8}",
        "date" => n => Moment(TimeSpan.FromDays(n)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "timestamp" => n => Moment(TimeSpan.FromMinutes(n)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        "timestamptz" => n => Moment(TimeSpan.FromMinutes(n)).ToString("yyyy-MM-dd HH:mm:ss'+00'", CultureInfo.InvariantCulture),
        "time" => n => TimeSpan.FromSeconds(n % 86400).ToString("c", CultureInfo.InvariantCulture),
        "timetz" => n => TimeSpan.FromSeconds(n % 86400).ToString("c", CultureInfo.InvariantCulture) + "+00",
        "interval" => n => $"{Number(n)} seconds",
        "uuid" => n => $"00000000-0000-4000-8000-{n:x12}",
        "json" or "jsonb" => n => $"{{\"n\": {Number(n)}}}",
        "xml" => n => $"<n>{Number(n)}</n>",
        "inet" => n => $"10.{Number(n >> 16 & 255)}.{Number(n >> 8 & 255)}.{Number(n & 255)}",
        "cidr" => n => $"10.{Number(n >> 16 & 255)}.{Number(n >> 8 & 255)}.{Number(n & 255)}/32",
        "macaddr" => n => $"02:00:{n >> 24 & 255:x2}:{n >> 16 & 255:x2}:{n >> 8 & 255:x2}:{n & 255:x2}",
        "macaddr8" => n => $"02:00:00:00:{n >> 24 & 255:x2}:{n >> 16 & 255:x2}:{n >> 8 & 255:x2}:{n & 255:x2}",
        "bit" => TypeModifier.BitLength(modifier) is >= 10 and var length ? n => Bits(n, length) : null,
        "varbit" => TypeModifier.BitLength(modifier) is >= 10 or null ? n => Bits(n, TypeModifier.BitLength(modifier) ?? 32) : null,
        "tsvector" => n => $"'w{Number(n)}':1",
        "point" => n => $"({Number(n)},{Number(n)})",
        "box" => n => $"({Number(2 * n + 1)},1),({Number(2 * n)},0)",
        "circle" => n => $"<({Number(3 * n)},0),1>",
        "pg_lsn" => n => $"0/{FirstNumber + n:X}",
        "hstore" => n => $"\"n\"=>\"{Number(n)}\"",
        _ => null,
    };

    /// <summary>A number in letters and digits, of exactly this width.</summary>
    public static string Padded(int n, int width)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        var text = new char[width];
        for (var i = width - 1; i >= 0; i--)
            (text[i], n) = (digits[n % digits.Length], n / digits.Length);
        // A word, not a number, where there is room for one.
        if (width >= SafeWidth)
            text[0] = 'v';
        return new string(text);
    }

    private static Func<int, string>? Text(int? limit) => limit is < 2 ? null : n => Padded(n, Math.Min(limit ?? SafeWidth, SafeWidth));

    private static Func<int, string>? Numeric(int modifier)
    {
        if (TypeModifier.Numeric(modifier) is not var (precision, scale))
            return n => Number(FirstNumber + n);
        if (precision < FewestDigits || scale < 0 || scale > precision)
            return null;
        // Whole numbers where there are enough of them, else all digits.
        return precision - scale > FewestDigits
            ? n => Number(FirstNumber + n)
            : n => (n / (decimal)Math.Pow(10, Math.Min(scale, 20))).ToString(CultureInfo.InvariantCulture);
    }

    private static string Bits(int n, int length) => Convert.ToString(length < 31 ? n & ((1 << length) - 1) : n, 2).PadLeft(length, '0');

    private static DateTime Moment(TimeSpan after) => new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Unspecified) + after;

    private static string Number(int n) => n.ToString(CultureInfo.InvariantCulture);
}
