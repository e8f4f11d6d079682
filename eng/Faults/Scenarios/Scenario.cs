namespace MigrationBuild.Eng.Faults.Scenarios;

/// <summary>A command on a database in a known state, which is to be disturbed.</summary>
/// <param name="Image">The state before; null: an empty database.</param>
/// <param name="Line">Whose references its states are compared with.</param>
/// <param name="From">The version before; the empty text at the base.</param>
/// <param name="To">The version after the command, or after its repetition where the command itself must fail.</param>
/// <param name="Command">`{db}`, `{dir}` and `{snapshot}` stand for the arena's.</param>
internal sealed record Scenario(string Name, string Engine, string? Image, string Line, string From, string To, Outcome Outcome, IReadOnlyList<string> Command)
{
    /// <summary>What is run again after the fault; another command where the first one must fail.</summary>
    public IReadOnlyList<string> Again { get; init; } = Command;

    /// <summary>Without a fault it fails and takes itself back.</summary>
    public bool MustFail { get; init; }

    /// <summary>The image of which a snapshot is made before, and how.</summary>
    public (string Image, string Method)? Snapshot { get; init; }

    /// <summary>The database cannot be read.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>Whether a step of it runs outside a transaction: only there may it stay unknown how far one came.</summary>
    public bool HasStepOutside { get; init; }

    public override string ToString() => $"{Engine} {Name}";
}
