using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace MigrationBuild.Analyzer;

/// <summary>
/// What a design-time build writes for the analyzer: two lines, the request as the build's own compiler gets it and the folder of the help
/// pages. In Base64: MSBuild splits lines at semicolons, and paths may hold anything.
/// </summary>
/// <param name="Text">See <see cref="Compilation.RequestFile"/>.</param>
/// <param name="HelpDirectory">Absolute.</param>
internal sealed record DesignRequest(string Text, string HelpDirectory)
{
    private const string Ending = ".migrations.design";

    /// <summary>Whether the file at this path is one.</summary>
    public static bool IsOne(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for one that is half written, or gone.</summary>
    public static DesignRequest? Read(SourceText text)
    {
        try
        {
            return text.Lines.Count < 2 ? null : new DesignRequest(Decode(text.Lines[0]), Decode(text.Lines[1]));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Decode(TextLine line) => Encoding.UTF8.GetString(Convert.FromBase64String(line.ToString()));
}
