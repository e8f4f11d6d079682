using System.Text.RegularExpressions;

namespace MigrationBuild.Diagnostics;

/// <summary>
/// The one place that keeps secrets out of what this process says and writes. Whoever learns a password tells it here; whatever leaves the
/// process (a finding, a line, a value of JSON, a note in the history) goes through <see cref="Redact"/>.
/// </summary>
/// <remarks>
/// Two things are hidden: the secrets that were told, in each form that another program may repeat them in, and whatever stands where a
/// password stands (`PASSWORD '…'`, `Password=…`, `://user:…@`), whoever's it is.
/// </remarks>
public static partial class Secrets
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = "***";

    // Longest first: one form may be a part of another.
    private static volatile string[] _forms = [];

    /// <summary>The text with <see cref="Mask"/> for each secret in it; the same object where there is none.</summary>
    public static string Redact(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        if (text.Contains("pass", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd", StringComparison.OrdinalIgnoreCase))
            text = Assigned().Replace(text, "${name}" + Mask);
        return text.Contains("://", StringComparison.Ordinal) ? InAddress().Replace(text, "${user}" + Mask + "@") : text;
    }

    // A literal without its end was cut off by whoever quotes it. Without quotes a value may hold spaces: it ends at a semicolon.
    [GeneratedRegex(
        """
        (?<name>\b(?:ssl\ ?)?password\s+(?:is\s+)?)E?'(?:[^']|'')*(?:'|$)
        |(?<name>(?:password|pwd|passwd|passphrase)\s*=\s*)(?:E?'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$))
        |(?<name>(?:password|pwd|passwd|passphrase)=)[^\s;'"][^;]*
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(?<user>://[^\s/:@]*:)\S*@", RegexOptions.CultureInvariant)]
    private static partial Regex InAddress();
}
