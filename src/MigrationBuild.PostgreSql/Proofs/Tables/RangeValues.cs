using System.Globalization;

namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>Ranges by the type of their ends. The distinct ones do not overlap: exclusion constraints are mostly about that.</summary>
internal static class RangeValues
{
    public static IReadOnlyList<string> Of(string subtype) => subtype switch
    {
        "int4" or "int8" or "numeric" => ["[1,10)", "empty", "(,)", "[5,)", "(,-5)", "[7,8)"],
        "date" => ["[2024-01-01,2024-02-01)", "empty", "(,)", "[2024-02-29,)", "(,1969-12-31)"],
        "timestamp" => ["[2024-01-01 10:00:00,2024-01-01 11:00:00)", "empty", "(,)", "[2024-02-29 00:00:00,)", "(,1969-12-31 23:59:59]"],
        "timestamptz" => ["[2024-01-01 10:00:00+00,2024-01-01 11:00:00+00)", "empty", "(,)", "[2024-02-29 00:00:00+00,)", "(,1969-12-31 23:59:59+00]"],
        _ => ["empty", "(,)"],
    };

    public static IReadOnlyList<string> OfMultirange(IReadOnlyList<string> ranges) =>
        [.. ranges.Select(r => r == "empty" ? "{}" : $"{{{r}}}").Distinct()];

    public static Func<int, string>? Distinct(string subtype) => subtype switch
    {
        "int4" or "int8" or "numeric" => n => string.Create(CultureInfo.InvariantCulture, $"[{1000 + n * 10},{1005 + n * 10})"),
        "date" => n => $"[{Day(2 * n):yyyy-MM-dd},{Day(2 * n + 1):yyyy-MM-dd})",
        "timestamp" => n => $"[{Day(2 * n):yyyy-MM-dd HH:mm:ss},{Day(2 * n + 1):yyyy-MM-dd HH:mm:ss})",
        "timestamptz" => n => $"[{Day(2 * n):yyyy-MM-dd HH:mm:ss}+00,{Day(2 * n + 1):yyyy-MM-dd HH:mm:ss}+00)",
        _ => null,
    };

    public static Func<int, string>? DistinctMultirange(Func<int, string>? range) => range is null ? null : n => $"{{{range(n)}}}";

    private static DateTime Day(int number) => new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(number);
}
