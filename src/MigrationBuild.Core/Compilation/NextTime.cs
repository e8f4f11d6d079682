using System.Globalization;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>The next version of a project that numbers by time, written as its last one is.</summary>
internal static class NextTime
{
    /// <summary>Now, or just after the newest migration where that one is later than now.</summary>
    public static string After(MigrationVersion newest, DateTimeOffset utcNow)
    {
        var text = newest.Text;
        var digits = text.Count(char.IsAsciiDigit);
        var isDashed = text.Length > 4 && text[4] == '-';
        if (digits == text.Length && digits is >= 9 and <= 11)
            return Later(newest, utcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (digits == 14)
            return WithTime(newest, utcNow, isDashed ? "yyyy-MM-dd-HHmmss" : text.Contains('_') ? "yyyyMMdd_HHmmss" : "yyyyMMddHHmmss");
        return WithCounter(newest, utcNow, isDashed ? "yyyy-MM-dd" : "yyyyMMdd");
    }

    private static string WithTime(MigrationVersion newest, DateTimeOffset utcNow, string format)
    {
        var now = utcNow.UtcDateTime;
        var isTime = DateTime.TryParseExact(newest.Text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last);
        if (isTime && last >= now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)))
            now = last.AddSeconds(1);
        return now.ToString(format, CultureInfo.InvariantCulture);
    }

    // `20260203_001`: a date, and the number of the migration on that day.
    private static string WithCounter(MigrationVersion newest, DateTimeOffset utcNow, string format)
    {
        var today = utcNow.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
        var at = newest.Text.LastIndexOf('_');
        var last = at < 0 ? newest.Text : newest.Text[..at];
        var width = at < 0 ? 3 : newest.Text.Length - at - 1;
        if (string.CompareOrdinal(last, today) < 0)
            return at < 0 ? today : $"{today}_{1.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')}";
        var counter = at < 0 ? 0 : long.Parse(newest.Text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return $"{last}_{(counter + 1).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')}";
    }

    private static string Later(MigrationVersion newest, string now) =>
        MigrationVersion.Parse(now).CompareTo(newest) > 0 || newest.Number is not { } number
            ? now
            : (number + 1).ToString(CultureInfo.InvariantCulture);
}
