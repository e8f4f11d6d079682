using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>What was learnt of one migration on the scratch database. Holds nothing that differs from one run to the next.</summary>
public sealed record MigrationProof
{
    public required string Version { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The facts behind the verdict, a line each: what differs, what is lost, why nothing is known. Empty for an exact one.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>From the schema before the migration to the one after its up step; null where that never ran.</summary>
    public SchemaChange? Change { get; init; }

    /// <summary>Of the schema after the up step; null where that never ran.</summary>
    public string? SchemaFingerprint { get; init; }

    /// <summary>Tables that were there before and whose rows or definition the up step changed, by name.</summary>
    public IReadOnlyList<string> TouchedTables { get; init; } = [];

    /// <summary>What the engine did, a statement each; empty where the engine cannot be watched.</summary>
    public IReadOnlyList<StatementObservation> Up { get; init; } = [];

    /// <summary>The same for the down script.</summary>
    public IReadOnlyList<StatementObservation> Down { get; init; } = [];
}
