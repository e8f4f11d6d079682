namespace MigrationBuild.Chains;

/// <summary>The lock file that belongs to a chain, made from the one there is.</summary>
internal static class LockMerge
{
    /// <summary>An entry for each migration, in chain order, with the accepted changes that were recorded.</summary>
    public static LockFile Merge(LockFile locked, ChainOrder order)
    {
        var byVersion = locked.Entries.ToDictionary(e => e.ParsedVersion);
        var entries = order.Migrations.Select(d => Entry(d) with
        {
            Accepted = byVersion.TryGetValue(d.Version, out var old) ? old.Accepted : [],
        });
        return new LockFile([.. entries]).WithChainHashes();
    }

    /// <summary>The migration as it is now, with its chain hash still to be computed.</summary>
    public static LockEntry Entry(MigrationDraft draft) =>
        new(draft.Version.Text, draft.Up!.Script!.Hash, draft.Down?.Script!.Hash, "", draft.Name);
}
