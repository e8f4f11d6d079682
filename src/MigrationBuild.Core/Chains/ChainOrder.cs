namespace MigrationBuild.Chains;

/// <param name="Migrations">In the order in which they run, as far as it is known.</param>
/// <param name="IsKnown">Whether that order is beyond doubt; false after a branch, a cycle and the like.</param>
internal sealed record ChainOrder(IReadOnlyList<MigrationDraft> Migrations, bool IsKnown);
