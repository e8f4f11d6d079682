using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>The text that was parsed, and where it lies in the script.</summary>
/// <param name="text">One batch, or what EXEC runs.</param>
/// <param name="toScript">Gives the offset in the script for one in the text.</param>
internal sealed partial class BatchSource(string text, Func<int, int> toScript)
{
    private const int LongestWords = 60;

    public string Text => text;

    /// <summary>The offset in the script of one in this text.</summary>
    public int InScript(int offset) => toScript(Math.Clamp(offset, 0, text.Length - 1));

    /// <summary>The offset in the script.</summary>
    public int At(TSqlFragment fragment) => InScript(fragment.StartOffset);

    /// <summary>As it is written, on one line.</summary>
    public string TextOf(TSqlFragment fragment) => Space().Replace(text.Substring(fragment.StartOffset, fragment.FragmentLength), " ");

    /// <summary>The first words of it, on one line.</summary>
    public string FirstWords(TSqlFragment fragment) => FirstWords(fragment.StartOffset, fragment.StartOffset + fragment.FragmentLength);

    /// <summary>The first words from this offset of the text on, on one line.</summary>
    public string FirstWords(int offset) => FirstWords(offset, text.Length);

    private string FirstWords(int offset, int end)
    {
        var rest = Space().Replace(text[offset..Math.Min(end, offset + (4 * LongestWords))].Trim(), " ");
        return rest.Length <= LongestWords ? rest : rest[..LongestWords].TrimEnd() + "…";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
