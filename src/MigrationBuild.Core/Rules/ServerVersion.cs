using System.Globalization;

namespace MigrationBuild.Rules;

/// <summary>The version of a database server, as its makers count: PostgreSQL 12, SQLite 3.35, SQL Server 2016.</summary>
public readonly record struct ServerVersion(int Major, int Minor = 0) : IComparable<ServerVersion>
{
    /// <summary>Null where the text is no version of one or two numbers; what follows those is not looked at (`3.35.5`).</summary>
    public static ServerVersion? TryParse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length > 4 || !Array.TrueForAll(parts, p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return null;
        return new(Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : 0);

        static int Number(string part) => int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public int CompareTo(ServerVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(ServerVersion left, ServerVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ServerVersion left, ServerVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ServerVersion left, ServerVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ServerVersion left, ServerVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => Minor == 0 ? $"{Major}" : $"{Major}.{Minor}";
}
