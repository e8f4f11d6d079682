using System.Globalization;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>The next version of a project that numbers by time, written as its last one is.</summary>
internal static class NextTime
{
    private static readonly string[] Formats =
        ["yyyyMMddHHmmss", "yyyyMMdd_HHmmss", "yyyy-MM-dd-HHmmss", "yyyy-MM-dd-HHmmss'-0000'", "yyyy-MM-dd_HHmmss", "yyyyMMddHHmm", "yyyyMMddHHmmssfff"];

    /// <summary>Now, or just after the newest migration where that one is not before now.</summary>
    public static string After(MigrationVersion newest, DateTimeOffset utcNow)
    {
        var version = Now(newest.Text, utcNow.UtcDateTime);
        return IsAfter(version, newest) ? version : NextNumber.After(newest);
    }

    private static string Now(string newest, DateTime utcNow)
    {
        foreach (var format in Formats)
        {
            if (DateTime.TryParseExact(newest, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
                return Later(utcNow, last, format);
        }
        if (newest.All(char.IsAsciiDigit) && newest.Length is >= 9 and <= 11)
            return new DateTimeOffset(utcNow, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return WithCounter(newest, utcNow);
    }

    private static string Later(DateTime utcNow, DateTime last, string format)
    {
        var now = utcNow.ToString(format, CultureInfo.InvariantCulture);
        if (string.CompareOrdinal(now, last.ToString(format, CultureInfo.InvariantCulture)) > 0)
            return now;
        var unit = format.EndsWith("fff", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(1)
            : format.Contains("ss", StringComparison.Ordinal) ? TimeSpan.FromSeconds(1)
            : TimeSpan.FromMinutes(1);
        return last.Add(unit).ToString(format, CultureInfo.InvariantCulture);
    }

    // `20260203_001`: a date, and the number of the migration on that day.
    private static string WithCounter(string newest, DateTime utcNow)
    {
        var today = utcNow.ToString(newest.Contains('-') ? "yyyy-MM-dd" : "yyyyMMdd", CultureInfo.InvariantCulture);
        var at = newest.IndexOf('_');
        var day = at < 0 ? newest : newest[..at];
        var counter = at < 0 ? "000" : newest[(at + 1)..];
        return string.CompareOrdinal(day, today) < 0
            ? $"{today}_{"1".PadLeft(counter.Length, '0')}"
            : $"{day}_{NextNumber.After(counter)}";
    }

    // What a name beginning with this version would be read as.
    private static bool IsAfter(string version, MigrationVersion newest) =>
        VersionPrefix.TrySplit(version + "_x", out var read, out _) && read.Text == version && read.CompareTo(newest) > 0;
}
