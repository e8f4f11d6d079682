namespace MigrationBuild.Sqlite.Engine;

/// <summary>Names as the engine compares them: only the letters of ASCII are the same in both cases.</summary>
internal sealed class NameComparer : IEqualityComparer<string>
{
    public static readonly NameComparer Instance = new();

    private NameComparer()
    {
    }

    public bool Equals(string? x, string? y)
    {
        if (x is null || y is null || x.Length != y.Length)
            return ReferenceEquals(x, y);
        for (var i = 0; i < x.Length; i++)
        {
            if (Fold(x[i]) != Fold(y[i]))
                return false;
        }
        return true;
    }

    public int GetHashCode(string obj)
    {
        var hash = 0;
        foreach (var c in obj)
            hash = (hash * 31) + Fold(c);
        return hash;
    }

    private static char Fold(char c) => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
}
