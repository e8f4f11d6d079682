namespace MigrationBuild.Proofs;

/// <summary>How to prove.</summary>
public sealed record ProofOptions
{
    public ProofMode Mode { get; init; }

    /// <summary>Where scratch databases can be made; null: on this machine. May hold a secret.</summary>
    public string? ScratchConnection { get; init; }

    /// <summary>The folder that keeps what was proven, by the content of scripts; null: nothing is kept.</summary>
    public string? CacheDirectory { get; init; }

    /// <summary>A down script that adds a column again leaves it last: count that as another schema.</summary>
    public bool ComparesColumnOrder { get; init; }

    /// <summary>Scripts with rows for the scratch tables, by the version after which they run.</summary>
    public IReadOnlyList<SeedScript> Seeds { get; init; } = [];
}
