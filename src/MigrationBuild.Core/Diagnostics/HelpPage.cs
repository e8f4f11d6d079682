using System.Text;
using System.Text.RegularExpressions;

namespace MigrationBuild.Diagnostics;

/// <summary>The page that explains a code, from inside this assembly.</summary>
public sealed partial class HelpPage
{
    private const string MeaningHeading = "## What it means\n";

    private HelpPage(string markdown)
    {
        Markdown = LinkToPage().Replace(markdown, "${text}");
    }

    /// <summary>As in the package's `docs` folder, without links to other pages: they are not beside whoever reads this.</summary>
    public string Markdown { get; }

    /// <summary>The same without marks.</summary>
    public string Text => Plain(Markdown);

    /// <summary>The first paragraph of what it means, on one line, without marks.</summary>
    public string Meaning
    {
        get
        {
            var body = Markdown[(Markdown.IndexOf(MeaningHeading, StringComparison.Ordinal) + MeaningHeading.Length)..].TrimStart('\n');
            return Plain(body.Split("\n\n")[0]).Replace('\n', ' ');
        }
    }

    public static HelpPage Of(DiagnosticDescriptor descriptor)
    {
        using var stream = typeof(HelpPage).Assembly.GetManifestResourceStream($"{descriptor.Code}.md")
            ?? throw new InvalidOperationException($"{descriptor.Code} has no page"); // a test reads all of them
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new HelpPage(reader.ReadToEnd());
    }

    private static string Plain(string markdown) =>
        Mark().Replace(Fence().Replace(Heading().Replace(markdown, ""), ""), "${inside}").Replace("\n\n\n", "\n\n", StringComparison.Ordinal).Trim('\n');

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)\s:]+\.md\)")]
    private static partial Regex LinkToPage();

    [GeneratedRegex("^#+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```\w*\n", RegexOptions.Multiline)]
    private static partial Regex Fence();

    // Code, strong words, and a single word that is stressed: more asterisks may belong to SQL.
    [GeneratedRegex(@"``\s?(?<inside>.+?)\s?``|`(?<inside>[^`]+)`|\*\*(?<inside>[^*]+)\*\*|(?<![\w/*])\*(?<inside>\w+)\*(?![\w/*])")]
    private static partial Regex Mark();
}
