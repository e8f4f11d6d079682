using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
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

    /// <summary>A shorter one is hidden only where it stands as a password: taking each `ab` out of a text would leave no text, and tell what it was.</summary>
    public const int ShortestHiddenEverywhere = 4;

    // What this tool says of itself all the time: a password like that hides nothing, and taking it out would tell it.
    private const string OwnWords = "migrationbuild postgresql postgres sqlite error warning info";

    private static readonly Lock Adding = new();

    // Longest first: one form may be a part of another.
    private static volatile string[] _forms = [];

    /// <summary>From now on this text is a secret; null and empty are none.</summary>
    /// <param name="secret">As it is, without any quoting.</param>
    /// <param name="shown">What is shown anyway: the name of the database, the user, the host. A secret that is a part of it is hidden only
    /// where it stands as a password, since nothing could be shown otherwise.</param>
    public static void Add(string? secret, string shown = "")
    {
        if (secret is null || secret.Length < ShortestHiddenEverywhere || shown.Contains(secret, StringComparison.Ordinal) || OwnWords.Contains(secret, StringComparison.Ordinal))
            return;
        lock (Adding)
            _forms = [.. _forms.Concat(Forms(secret)).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length).ThenBy(form => form, StringComparer.Ordinal)];
    }

    /// <summary>The text with <see cref="Mask"/> for each secret in it; the same object where there is none.</summary>
    public static string Redact(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        if (text.Contains("pass", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd", StringComparison.OrdinalIgnoreCase))
            text = Assigned().Replace(text, "${name}" + Mask);
        return text.Contains("://", StringComparison.Ordinal) ? InAddress().Replace(text, "${user}" + Mask + "@") : text;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var url = Uri.EscapeDataString(secret);
        string[] forms =
        [
            secret,
            secret.Replace("'", "''", StringComparison.Ordinal),
            secret.Replace("\"", "\"\"", StringComparison.Ordinal),
            Escaped(secret, '\''),
            Escaped(secret, ':'),
            url,
            LowerCaseEscapes().Replace(url, escape => escape.Value.ToLowerInvariant()),
            url.Replace("%20", "+", StringComparison.Ordinal),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
            Base64Url.EncodeToString(Encoding.UTF8.GetBytes(secret)),
            // A finding is one line.
            string.Join(' ', secret.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];
        return forms.Where(form => form.Length >= ShortestHiddenEverywhere);
    }

    // As a SQL literal with E, a value of libpq, and a field of a passfile have it.
    private static string Escaped(string secret, char quote) =>
        secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal);

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex LowerCaseEscapes();

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
