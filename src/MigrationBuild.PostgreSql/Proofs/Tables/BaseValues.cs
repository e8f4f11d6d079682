using System.Globalization;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Values of the types that are built in, and of some that common extensions bring, as text; with their edges.</summary>
internal static class BaseValues
{
    // Combining marks, right to left, an emoji of two UTF-16 units: each a way to lose or to count characters wrongly.
    private const string Unicode = "Ærøskøbing Ω 東京 שלום 🚲 e\u0301";
    private const string Awkward = "it's \"a\" \\ b; -- c\n\td %s $1";
    private const int Long = 3000;

    /// <summary>Empty where the type is not known.</summary>
    public static IReadOnlyList<string> Of(string type, int modifier) => type switch
    {
        "int2" => ["1", "0", "-1", "42", "32767", "-32768"],
        "int4" => ["1", "0", "-1", "42", "2147483647", "-2147483648"],
        "int8" => ["1", "0", "-1", "42", "9223372036854775807", "-9223372036854775808"],
        "numeric" => Numeric(modifier),
        "float4" => ["1.5", "0", "-1", "1e+30", "1e-30"],
        "float8" => ["1.5", "0", "-1", "0.1", "1e+300", "1e-300"],
        "money" => ["1.50", "0", "-1.00", "92233720368547758.07", "-92233720368547758.08"],
        "bool" => ["true", "false"],
        "text" => Text(null),
        "citext" => ["ann", "Ann B", "", Unicode, Awkward],
        "varchar" or "bpchar" => Text(TypeModifier.CharacterLength(modifier)),
        "name" => ["ann", "", "Ærø", new string('n', 63)],
        "char" => ["a", "Z", " "],
        "bytea" => [@"\x01", @"\x", @"\x00ff7f80275c22", @"\x" + string.Concat(Enumerable.Repeat("c3", 1500))],
        "date" => ["2024-01-15", "2000-02-29", "1969-12-31", "9999-12-31", "0001-01-01"],
        "timestamp" => ["2024-01-15 10:30:00", "2000-02-29 23:59:59.999999", "1969-12-31 23:59:59.5", "9999-12-31 00:00:00", "0001-01-01 00:00:00"],
        "timestamptz" => ["2024-01-15 10:30:00+00", "2024-03-31 01:30:00+01", "1969-12-31 23:59:59.999999+00", "9999-12-31 00:00:00+00", "0001-01-01 00:00:00+00"],
        "time" => ["10:30:00", "00:00:00", "23:59:59.999999", "24:00:00"],
        "timetz" => ["10:30:00+00", "00:00:00+15:59", "23:59:59.999999-15:59"],
        "interval" => ["1 day", "00:00:00", "-1 mon -1 day -00:00:01", "1 year 2 mons 3 days 04:05:06.000007", "178000000 years"],
        "uuid" => ["0b8f6a52-6f0c-4f43-9d8e-3c1f5a7e2b10", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
        "json" => ["{\"a\": 1}", "{}", "[]", "null", "{\"b\": [1, 2.50, null, \"é\\u00e9\"],  \"b\": 2}", "\"text\""],
        "jsonb" => ["{\"a\": 1}", "{}", "[]", "null", "{\"b\": [1, 2.50, null, \"é\\u00e9\"], \"c\": {\"d\": true}}", "\"text\""],
        "jsonpath" => ["$.a", "$[*] ? (@ > 1)"],
        "xml" => ["<a>1</a>", "<a b=\"c\">é &amp; &lt;</a>", "text"],
        "inet" => ["192.0.2.1", "192.0.2.0/24", "2001:db8::1", "0.0.0.0/0"],
        "cidr" => ["192.0.2.0/24", "2001:db8::/32", "0.0.0.0/0"],
        "macaddr" => ["08:00:2b:01:02:03", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"],
        "macaddr8" => ["08:00:2b:01:02:03:04:05", "ff:ff:ff:ff:ff:ff:ff:ff"],
        "bit" => Bits(TypeModifier.BitLength(modifier) ?? 1, isFixed: true),
        "varbit" => Bits(TypeModifier.BitLength(modifier) ?? 9, isFixed: false),
        "tsvector" => ["'bike':1 'fast':2A", "", "'it''s':3"],
        "tsquery" => ["'bike' & 'fast'", "'bike':* | !'slow'"],
        "point" => ["(1,2)", "(0,0)", "(-1.5,1e+300)"],
        "line" => ["{1,-1,0}"],
        "lseg" => ["[(0,0),(1,1)]"],
        "box" => ["(1,1),(0,0)"],
        "path" => ["((0,0),(1,1),(1,0))", "[(0,0),(1,1)]"],
        "polygon" => ["((0,0),(1,1),(1,0))"],
        "circle" => ["<(0,0),1>"],
        "oid" => ["1", "0", "4294967295"],
        "xid" or "cid" => ["1", "0"],
        "xid8" => ["1", "18446744073709551615"],
        "pg_lsn" => ["0/0", "16/B374D848"],
        "tid" => ["(0,1)"],
        "regclass" => ["pg_class"],
        "regtype" => ["integer"],
        "regproc" => ["now"],
        "regprocedure" => ["now()"],
        "regrole" => ["pg_monitor"],
        "regnamespace" => ["pg_catalog"],
        "regconfig" => ["simple"],
        "hstore" => ["\"a\"=>\"1\"", "", "\"a\"=>NULL, \"é \\\" b\"=>\"\""],
        "ltree" => ["top.a.b", "", "top"],
        "lquery" => ["top.*"],
        "cube" => ["(1, 2)", "(0, 0),(1, 1)"],
        "seg" => ["1 .. 2"],
        _ => [],
    };

    private static IReadOnlyList<string> Text(int? limit)
    {
        IEnumerable<string> values = ["ann", "Ann B", "", Unicode, Awkward, limit is null ? string.Concat(Enumerable.Repeat("Æ1", Long)) : Repeat("Æ", limit.Value), "   x "];
        return [.. values.Select(v => Cut(v, limit)).Distinct(StringComparer.Ordinal)];
    }

    // Limits count characters, not UTF-16 units, and a sign of two must not be cut in half.
    private static string Cut(string text, int? limit) =>
        limit is null ? text : string.Concat(text.EnumerateRunes().Take(limit.Value).Select(rune => rune.ToString()));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, Math.Min(count, Long)));

    private static IReadOnlyList<string> Numeric(int modifier)
    {
        if (TypeModifier.Numeric(modifier) is not var (precision, scale))
            return ["1", "0", "-1.50", "12345678901234567890.123456789", "1e100", "0.000000000000000000001"];
        var whole = Math.Max(0, precision - scale);
        var behind = Math.Clamp(scale, 0, precision);
        var largest = (whole == 0 ? "0" : new string('9', Math.Min(whole, precision)) + new string('0', Math.Max(0, -scale))) + (behind == 0 ? "" : "." + new string('0', Math.Max(0, scale - precision)) + new string('9', behind));
        var smallest = scale <= 0 ? "1" + new string('0', -scale) : "0." + new string('0', scale - 1) + "1";
        IEnumerable<string> ordinary = whole > 0 && scale >= 0 ? ["1", "0"] : ["0"];
        return [.. ordinary.Concat([largest, "-" + largest, smallest]).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Bits(int length, bool isFixed)
    {
        var some = string.Concat(Enumerable.Range(0, length).Select(i => (i % 2 == 0 ? 1 : 0).ToString(CultureInfo.InvariantCulture)));
        IEnumerable<string> values = isFixed ? [some, new string('0', length), new string('1', length)] : [some, "", "0", new string('1', length)];
        return [.. values.Distinct(StringComparer.Ordinal)];
    }
}
