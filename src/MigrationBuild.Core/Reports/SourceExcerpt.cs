using System.Globalization;
using System.Text;

namespace MigrationBuild.Reports;

/// <summary>One line of a file, with a caret under the place that a finding blames.</summary>
/// <param name="Text">As a terminal can show it: tabs are spaces, what has no shape is a replacement character, a long line is cut around the place.</param>
/// <param name="CaretColumn">How many cells of a terminal stand before the caret.</param>
public sealed record SourceExcerpt(string Text, int CaretColumn)
{
    private const int TabWidth = 4;
    private const string Cut = "…";

    // A script of one line may have a megabyte, and a finding in each statement.
    private const int Near = 1000;

    /// <param name="line">Without its end.</param>
    /// <param name="column">1-based, in UTF-16 units; one behind the end is the end.</param>
    /// <param name="width">How many cells there are; fewer than 20 count as 20, and many as 500.</param>
    public static SourceExcerpt Of(string line, int column, int width)
    {
        var (from, to) = (Math.Clamp(column - Near, 0, line.Length), Math.Min(column + Near, line.Length));
        var cells = Cells(line[from..to]);
        var caret = cells.TakeWhile(c => c.End < column - from).Count();
        var (first, last) = Window(cells, caret, Math.Clamp(width, 20, Near / 2));
        var (before, after) = (first > 0 || from > 0 ? Cut : "", last < cells.Count || to < line.Length ? Cut : "");
        return new SourceExcerpt(before + string.Concat(cells[first..last].Select(c => c.Shown)) + after, before.Length + cells[first..caret].Sum(c => c.Width));
    }

    private static List<Cell> Cells(string line)
    {
        var cells = new List<Cell>();
        var (position, offset) = (0, 0);
        foreach (var rune in line.EnumerateRunes())
        {
            offset += rune.Utf16SequenceLength;
            var (shown, width) = Show(rune, position);
            cells.Add(new Cell(shown, width, offset));
            position += width;
        }
        return cells;
    }

    private static (string Shown, int Width) Show(Rune rune, int position)
    {
        if (rune.Value == '\t')
        {
            var width = TabWidth - position % TabWidth;
            return (new string(' ', width), width);
        }
        return Rune.GetUnicodeCategory(rune) switch
        {
            // An escape sequence would be obeyed by the terminal, and a mark of direction would show another text than the engine reads.
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ("\uFFFD", 1),
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => (rune.ToString(), 0),
            _ => (rune.ToString(), TerminalWidth.IsWide(rune) ? 2 : 1),
        };
    }

    // A third before the caret, the rest behind it, and all that fits.
    private static (int First, int Last) Window(List<Cell> cells, int caret, int width)
    {
        if (cells.Sum(c => c.Width) <= width)
            return (0, cells.Count);
        var room = width - 2 * Cut.Length;
        var (first, used) = (caret, 0);
        while (first > 0 && used + cells[first - 1].Width <= room / 3)
            used += cells[--first].Width;
        var last = caret;
        while (last < cells.Count && used + cells[last].Width <= room)
            used += cells[last++].Width;
        while (first > 0 && used + cells[first - 1].Width <= room)
            used += cells[--first].Width;
        return (first, last);
    }

    /// <param name="End">The offset in the line behind it.</param>
    private sealed record Cell(string Shown, int Width, int End);
}
