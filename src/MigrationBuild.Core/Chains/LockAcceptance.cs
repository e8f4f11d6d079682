using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Puts one change, made on purpose, into the lock file; everything else stays as it was locked.</summary>
internal static class LockAcceptance
{
    /// <summary>The new lock file, or null where the version is as it was locked, or at the end and needs no leave.</summary>
    public static LockFile? Accept(LockFile locked, ChainOrder order, MigrationVersion version, string reason)
    {
        var entries = locked.Entries.ToList();
        var at = entries.FindIndex(e => e.ParsedVersion.Equals(version));
        var draft = order.Migrations.FirstOrDefault(d => d.Version.Equals(version));
        var isDone = (at >= 0, draft) switch
        {
            (true, not null) => TryReplace(entries, at, LockMerge.Entry(draft), reason),
            (true, null) => Remove(entries, at, reason),
            (false, not null) => TryInsert(entries, order, draft, reason),
            _ => false,
        };
        return isDone ? new LockFile(InChainOrder(entries, order)).WithChainHashes() : null;
    }

    private static bool TryReplace(List<LockEntry> entries, int at, LockEntry now, string reason)
    {
        var old = entries[at];
        if (old.Version == now.Version && old.Name == now.Name && old.UpHash == now.UpHash && old.DownHash == now.DownHash)
            return false;
        entries[at] = now with { Accepted = [.. old.Accepted, Change(old, reason)] };
        return true;
    }

    // Its record moves to the migration before it, or to the new first one.
    private static bool Remove(List<LockEntry> entries, int at, string reason)
    {
        var old = entries[at];
        entries.RemoveAt(at);
        if (entries.Count == 0)
            return true;
        var keeper = Math.Max(0, at - 1);
        entries[keeper] = entries[keeper] with { Accepted = [.. entries[keeper].Accepted, .. old.Accepted, Change(old, reason)] };
        return true;
    }

    private static bool TryInsert(List<LockEntry> entries, ChainOrder order, MigrationDraft draft, string reason)
    {
        var places = Places(order);
        if (!entries.Exists(e => places.TryGetValue(e.ParsedVersion, out var place) && place > places[draft.Version]))
            return false;
        var entry = LockMerge.Entry(draft);
        entries.Add(entry with { Accepted = [Change(entry, reason)] });
        return true;
    }

    // What is not in the chain any more, and not accepted yet, stays behind the one that it followed.
    private static List<LockEntry> InChainOrder(List<LockEntry> entries, ChainOrder order)
    {
        var places = Places(order);
        var last = -1;
        return [.. entries
            .Select(e => (Entry: e, Place: last = places.GetValueOrDefault(e.ParsedVersion, last)))
            .ToList()
            .OrderBy(e => e.Place)
            .Select(e => e.Entry)];
    }

    private static Dictionary<MigrationVersion, int> Places(ChainOrder order) =>
        order.Migrations.Select((d, i) => (d.Version, i)).ToDictionary(p => p.Version, p => p.i);

    private static AcceptedChange Change(LockEntry old, string reason) => new(old.Version, old.UpHash, old.DownHash, reason);
}
