using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace MigrationBuild.Diagnostics;

// The secrets that were told, and the forms in which other programs repeat them.
public static partial class Secrets
{
    /// <summary>A shorter one is hidden only where it stands as a password: taking each `ab` out of a text would leave no text, and tell what it was.</summary>
    public const int ShortestHiddenEverywhere = 4;

    // What this tool says of itself all the time: a password like that hides nothing, and taking it out would tell it.
    private const string OwnWords = "migrationbuild postgresql postgres sqlite error warning info";

    private static readonly Lock Adding = new();

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
}
