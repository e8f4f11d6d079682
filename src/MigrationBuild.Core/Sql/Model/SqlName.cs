namespace MigrationBuild.Sql.Model;

/// <summary>One part of a name. Two are equal where the engine takes them for the same: `Users` and users, but not `"Users"` in PostgreSQL.</summary>
/// <param name="Text">As the engine keeps it, without quotes; what messages show.</param>
/// <param name="Key">The same for all spellings that the engine does not tell apart.</param>
public sealed record SqlName(string Text, string Key)
{
    /// <summary>A name whose spelling counts.</summary>
    public SqlName(string text)
        : this(text, text)
    {
    }

    public bool Equals(SqlName? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
