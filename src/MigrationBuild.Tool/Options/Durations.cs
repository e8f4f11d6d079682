using System.Globalization;
using McMaster.Extensions.CommandLineUtils;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Options;

/// <summary>`30s`, `500ms`, `2m`: the same words as in the directives of scripts.</summary>
internal static class Durations
{
    /// <exception cref="MigrationException">MB6001.</exception>
    public static TimeSpan Read(CommandOption option, TimeSpan otherwise)
    {
        if (!option.HasValue())
            return otherwise;
        var text = option.Value()!;
        var digits = text.AsSpan(0, text.AsSpan().IndexOfAnyExcept("0123456789") is var i && i < 0 ? text.Length : i);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000)
        {
            switch (text[digits.Length..])
            {
                case "ms": return TimeSpan.FromMilliseconds(amount);
                case "s" or "": return TimeSpan.FromSeconds(amount);
                case "m": return TimeSpan.FromMinutes(amount);
                case "h": return TimeSpan.FromHours(amount);
            }
        }
        throw new MigrationException(Descriptors.UsageError, ExitCode.Usage, $"--{option.LongName} '{text}' is no duration: write 500ms, 30s, 2m or 1h");
    }
}
