using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Analyzer;

/// <summary>Places of findings as Roslyn wants them: from the place to the end of its line, so that there is something to underline.</summary>
internal sealed class ShownPlaces(string projectDirectory, EditorFiles files)
{
    /// <summary>No place where no file is to blame, or one that the editor does not have.</summary>
    public Location Of(SourceLocation? location)
    {
        if (location is null || files.Find(Path.Combine(projectDirectory, location.File)) is not { } file)
            return Location.None;
        var text = file.GetText()?.ToString() ?? "";
        var start = StartOf(text, location.Line) + location.Column - 1;
        start = Math.Min(start, text.Length);
        var end = text.IndexOfAny(['\r', '\n'], start);
        var length = text.Substring(start, (end < 0 ? text.Length : end) - start).TrimEnd().Length;
        var (line, column) = (location.Line - 1, location.Column - 1);
        return Location.Create(file.Path, new TextSpan(start, length), new LinePositionSpan(new LinePosition(line, column), new LinePosition(line, column + length)));
    }

    // As the checks count lines: Roslyn would end one at U+2028 and its like as well.
    private static int StartOf(string text, int line)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            var end = text.IndexOfAny(['\r', '\n'], at);
            if (end < 0)
                return text.Length;
            at = end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        }
        return at;
    }
}
