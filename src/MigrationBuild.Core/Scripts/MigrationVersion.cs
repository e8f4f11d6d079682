namespace MigrationBuild.Scripts;

/// <summary>
/// The version of a migration: groups of digits with `_`, `-` or `.` between them (`0007`, `20260203_001`, `2024-05-01_00`, `1.2`).
/// Compared group by group as numbers of any length, so that `7` equals `0007`; printed as it was written.
/// </summary>
public sealed class MigrationVersion : IComparable<MigrationVersion>, IEquatable<MigrationVersion>
{
    private readonly string[] _groups;

    private MigrationVersion(string text, string[] groups)
    {
        Text = text;
        _groups = groups;
        Key = string.Join('.', groups);
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The same for every way to write this version: groups without leading zeros, `.` between them.</summary>
    public string Key { get; }

    /// <summary>Whether there is one group only, so that the next version is this plus one.</summary>
    public bool IsSingleNumber => _groups.Length == 1;

    /// <summary>The first group as a number, or null where it has more than 18 digits.</summary>
    public long? Number => _groups[0].Length <= 18 ? long.Parse(_groups[0], System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Whether this is a point in time rather than a place in a row: a first group of at least eight digits
    /// (a date, a date and time, Unix seconds), or one that reads year-month-day.
    /// </summary>
    public bool IsTimestamp =>
        _groups[0].Length >= 8 || (_groups.Length >= 3 && _groups[0].Length == 4 && _groups[1].Length <= 2 && _groups[2].Length <= 2);

    /// <summary>Null where the text is not a version.</summary>
    public static MigrationVersion? TryParse(string text)
    {
        if (text.Length == 0 || text.Length > 100)
            return null;
        var groups = text.Split('_', '-', '.');
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].Length == 0 || !groups[i].All(char.IsAsciiDigit))
                return null;
            var trimmed = groups[i].TrimStart('0');
            groups[i] = trimmed.Length == 0 ? "0" : trimmed;
        }
        return new MigrationVersion(text, groups);
    }

    /// <exception cref="FormatException">The text is not a version.</exception>
    public static MigrationVersion Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not a version");

    public int CompareTo(MigrationVersion? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < Math.Min(_groups.Length, other._groups.Length); i++)
        {
            var byLength = _groups[i].Length.CompareTo(other._groups[i].Length);
            var result = byLength != 0 ? byLength : string.CompareOrdinal(_groups[i], other._groups[i]);
            if (result != 0)
                return result;
        }
        return _groups.Length.CompareTo(other._groups.Length);
    }

    public bool Equals(MigrationVersion? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as MigrationVersion);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
