using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>What was learnt of a chain: it goes into the bundle, and a deployment relies on it.</summary>
public sealed record ChainProof
{
    /// <summary>The engine of the scratch database, with its version: another version may write the same schema in other words.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Whether the order of columns was compared.</summary>
    public bool ComparesColumnOrder { get; init; }

    /// <summary>One for each migration of the chain, in its order.</summary>
    public required IReadOnlyList<MigrationProof> Migrations { get; init; }

    /// <summary>What the repeatable scripts change of the schema at the chain's head; null where they never ran.</summary>
    public SchemaChange? Repeatables { get; init; }

    /// <summary>What was learnt of a migration; null for a version that is not in the chain.</summary>
    public MigrationProof? Of(string version) => Migrations.FirstOrDefault(m => m.Version == version);

    /// <summary>The schema that a database has after so many migrations; null where it is not known.</summary>
    /// <param name="count">0: the base. All of them: with what the repeatable scripts make.</param>
    public Schema? SchemaAt(int count) => SchemaAt(count, withRepeatables: count == Migrations.Count);

    /// <summary>The schema that a database has after so many migrations; null where it is not known.</summary>
    /// <param name="count">0: the base.</param>
    /// <param name="withRepeatables">With what the repeatable scripts make after the last migration.</param>
    public Schema? SchemaAt(int count, bool withRepeatables)
    {
        var changes = Migrations.Take(count).Select(m => m.Change).ToList();
        if (withRepeatables)
            changes.Add(Repeatables);
        return changes.Contains(null) ? null : SchemaChange.Fold(changes!);
    }
}
