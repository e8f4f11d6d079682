namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>What is in a database, as read past the product.</summary>
/// <param name="Schema">The engine's own text of all objects, without the history's.</param>
/// <param name="Data">A digest of all rows, without the history's.</param>
/// <param name="Ran">The rows of `ran`: which steps took effect, and how often.</param>
/// <param name="InvalidIndexes">What a statement outside a transaction left half made.</param>
/// <param name="Damage">What the engine finds wrong with the database; null where nothing is.</param>
internal sealed record Observation(
    string Schema, string Data, IReadOnlyList<string> Ran, IReadOnlyList<HistoryEntry> History, IReadOnlyList<string> InvalidIndexes, string? Damage)
{
    /// <summary>Where there is no database.</summary>
    public static Observation Nothing { get; } = new("", Digest.Of(""), [], [], [], null);

    public HistoryView View => HistoryView.Of(History);

    public bool IsSameAs(Observation other) => Schema == other.Schema && Data == other.Data && InvalidIndexes.SequenceEqual(other.InvalidIndexes) && Damage == other.Damage;

    public string Describe() =>
        $"at {(View.Version.Length == 0 ? "base" : View.Version)}{(View.Unknown is null ? "" : $" with {View.Unknown} unknown")}, ran [{string.Join(' ', Ran)}], data {Data[..8]}, schema {Digest.Of(Schema)[..8]}"
        + (InvalidIndexes.Count == 0 ? "" : $", invalid {string.Join(' ', InvalidIndexes)}") + (Damage is null ? "" : $", damaged: {Damage}");
}
