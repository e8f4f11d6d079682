namespace MigrationBuild.Drivers;

/// <summary>A column as the maker of rows sees it.</summary>
public sealed record ScratchColumn
{
    public required string Name { get; init; }

    /// <summary>The name as SQL needs it.</summary>
    public required string Sql { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>
    /// Gets its value from the engine (identity, serial, INTEGER PRIMARY KEY) or cannot be given one (generated): left out of an INSERT,
    /// except a key that has <see cref="Distinct"/> values, which an INSERT may give.
    /// </summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Has a default that an INSERT without the column takes.</summary>
    public bool HasDefault { get; init; }

    /// <summary>
    /// Values to try, as SQL literals, the most ordinary first: of the type, with its edges (empty, longest, unicode, smallest, largest, before
    /// and after the epoch), the labels of an enum, and the constants in the table's checks that fit. Never NULL. Empty: no value is known.
    /// </summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>For a text column, what stands for the most ordinary value where texts are something else than words, as SQL literals.</summary>
    public IReadOnlyDictionary<TextReading, string> Readings { get; init; } = new Dictionary<TextReading, string>();

    /// <summary>The n-th of many different values, n from 0, as an SQL literal; null where the type has too few (a boolean, an enum).</summary>
    public Func<int, string>? Distinct { get; init; }
}
