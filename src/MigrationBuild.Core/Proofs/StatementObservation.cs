namespace MigrationBuild.Proofs;

/// <summary>What the engine did for one statement of a script, seen on the scratch database.</summary>
public sealed record StatementObservation
{
    /// <summary>In the script's file, 1-based.</summary>
    public required int Line { get; init; }

    /// <summary>In the script's file, 1-based.</summary>
    public required int Column { get; init; }

    /// <summary>Its first words on one line, cut.</summary>
    public required string Statement { get; init; }

    /// <summary>
    /// The strongest lock that the statement took on each relation that was there before the script: those that it did not hold already.
    /// By name; AccessShare is left out.
    /// </summary>
    public IReadOnlyList<ObservedLock> Locks { get; init; } = [];

    /// <summary>Tables and indexes that were there before the script and were written anew, by name.</summary>
    public IReadOnlyList<string> Rewritten { get; init; } = [];

    /// <summary>Tables that were there before the script and were read from end to end, by name.</summary>
    public IReadOnlyList<string> Scanned { get; init; } = [];

    /// <summary>Rows that it inserted, updated and deleted in tables that were there before the script; of the few that the scratch tables hold.</summary>
    public long RowsChanged { get; init; }
}
