using System.Globalization;

namespace MigrationBuild.Rules.PostgreSql;

/// <summary>Values of settings that are times: `0`, `500`, `3s`, `2min`.</summary>
internal static class Durations
{
    /// <summary>How long that is; without end for 0 and for null, which is the server's own value. Zero where it is not understood.</summary>
    public static TimeSpan Parse(string? text)
    {
        if (text is null)
            return TimeSpan.MaxValue;
        var digits = text.AsSpan().TrimStart();
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        var unit = length < 0 ? "" : digits[length..].Trim().ToString();
        if (!int.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return TimeSpan.Zero;
        return number == 0 ? TimeSpan.MaxValue : unit switch
        {
            "" or "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "min" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => TimeSpan.Zero,
        };
    }
}
