using System.Globalization;
using System.Numerics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Compilation;

/// <summary>The version after another, by its last group of digits, as wide as that was written: `0007` to `0008`, `1.9` to `1.10`.</summary>
internal static class NextNumber
{
    public static string After(MigrationVersion version)
    {
        var start = version.Text.LastIndexOfAny(['_', '-', '.']) + 1;
        return version.Text[..start] + After(version.Text[start..]);
    }

    /// <summary>The same for one group.</summary>
    public static string After(string digits) =>
        (BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length, '0');
}
