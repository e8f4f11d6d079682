using System.Globalization;

namespace MigrationBuild.Scripts.Directives;

/// <summary>`30s`, `500ms`, `2m`, `1h`.</summary>
public static class Limit
{
    /// <summary>Null where this is no limit, or none that makes sense (zero, or more than a thousand days).</summary>
    public static TimeSpan? TryParse(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is <= 0 or > 9)
            return null;
        var number = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        long? unit = text[digits..].TrimStart() switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => null,
        };
        if (unit is null || number == 0 || number > 1000 * TimeSpan.TicksPerDay / unit)
            return null;
        return TimeSpan.FromTicks(number * unit.Value);
    }
}
