using System.Globalization;

namespace MigrationBuild.Faults;

/// <summary>What `MIGRATIONBUILD_FAULT` asks for.</summary>
/// <param name="Count">The how manieth time, from 1.</param>
/// <param name="Pause">For how long; infinite where nothing is said.</param>
internal sealed record FaultSetting(string Point, int Count, FaultAction Action, TimeSpan Pause)
{
    /// <summary>Null for no text; a text that makes no sense is a defect of the harness, and must not look like a run without faults.</summary>
    /// <exception cref="FormatException">Not `POINT[@N][=kill|fail|pause|pause:MILLISECONDS]`.</exception>
    public static FaultSetting? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var (left, action) = Cut(text, '=');
        var (point, count) = Cut(left, '@');
        var (verb, milliseconds) = Cut(action ?? "kill", ':');
        return new(
            point,
            count is null ? 1 : int.Parse(count, CultureInfo.InvariantCulture),
            Enum.TryParse<FaultAction>(verb, ignoreCase: true, out var known) ? known : throw new FormatException($"MIGRATIONBUILD_FAULT: unknown action '{verb}'"),
            milliseconds is null ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
    }

    private static (string Left, string? Right) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, null);
}
