namespace MigrationBuild.Sql;

/// <summary>Offsets of a text to lines and columns, both 1-based. Lines end with LF.</summary>
public sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
            _starts.Add(i + 1);
    }

    public (int Line, int Column) At(int offset)
    {
        var index = _starts.BinarySearch(offset);
        if (index < 0)
            index = ~index - 1;
        return (index + 1, offset - _starts[index] + 1);
    }
}
