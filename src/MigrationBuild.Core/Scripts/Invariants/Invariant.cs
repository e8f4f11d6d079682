namespace MigrationBuild.Scripts.Invariants;

/// <summary>A measurement that works on every engine. Its names are parsed here, so that a driver quotes them and never splices text.</summary>
/// <param name="Schema">Null where the name has none.</param>
/// <param name="Table">Null for what measures the whole database.</param>
/// <param name="Column">Null: all columns.</param>
/// <param name="Sample">How many rows to look at, the same ones each time as long as their keys stay; null: all.</param>
public sealed record Invariant(InvariantKind Kind, WrittenName? Schema, WrittenName? Table, WrittenName? Column, int? Sample)
{
    /// <summary>The most rows of a sample: what is kept in memory.</summary>
    public const int MostSampled = 1_000_000;

    /// <summary>Null where this is none: then it is a query of the engine, or the mistake says what is wrong with it.</summary>
    /// <param name="text">As it stands in the script.</param>
    /// <param name="mistake">Null where it is right, and where it is no invariant at all.</param>
    public static Invariant? Parse(string text, out string? mistake)
    {
        var reader = new InvariantReader(text);
        var invariant = reader.Read();
        mistake = reader.Mistake;
        return invariant;
    }
}
