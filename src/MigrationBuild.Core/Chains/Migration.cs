using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>What takes the target from one version to the next.</summary>
public sealed record Migration
{
    public required MigrationVersion Version { get; init; }

    /// <summary>The version that this one follows; null for the first.</summary>
    public MigrationVersion? Parent { get; init; }

    /// <summary>As in the file's name, without version and ending.</summary>
    public required string Name { get; init; }

    public required MigrationScript Up { get; init; }

    /// <summary>Null where there is none: then <see cref="IrreversibleReason"/> says why, or the layout has none.</summary>
    public MigrationScript? Down { get; init; }

    /// <summary>Null where there is none.</summary>
    public MigrationScript? Verify { get; init; }

    /// <summary>The reason given by `-- migrate:irreversible`, else null.</summary>
    public string? IrreversibleReason { get; init; }

    /// <summary>Hashes of earlier texts of the up script that `lock --accept` took as equal to this one.</summary>
    public IReadOnlyList<string> AcceptedUpHashes { get; init; } = [];

    /// <summary>Hash of this migration and all before it, as in the lock file.</summary>
    public required string ChainHash { get; init; }

    /// <summary>`0007 add_email`, for people.</summary>
    public override string ToString() => Name.Length == 0 ? Version.Text : $"{Version.Text} {Name}";
}
