using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Linked by their names: `v6_to_v7` follows what leads to 6 (MB1201, MB1202, MB1204).</summary>
internal static class FromToOrder
{
    public static ChainOrder Link(IReadOnlyList<MigrationDraft> drafts, GapFillers fillers, DiagnosticBag bag)
    {
        var baseVersion = From(drafts[0]);
        var reached = drafts.Select(d => d.Version).ToHashSet();
        var firstChild = new Dictionary<MigrationVersion, MigrationDraft>();
        var isKnown = true;
        foreach (var draft in drafts)
        {
            var from = From(draft);
            draft.Parent = draft == drafts[0] ? null : from;
            HeaderCheck.CheckParent(draft, from.Text, bag);
            if (from.CompareTo(draft.Version) >= 0)
            {
                isKnown = false;
                bag.Add(Descriptors.VersionMismatch, draft.Location,
                    $"the name leads from {from} to {draft.Version}, which is not upwards; a migration goes to a higher version, and back by its down script");
            }
            else if (!firstChild.TryAdd(from, draft))
            {
                isKnown = false;
                bag.Add(Descriptors.Branch, draft.Location,
                    $"{draft.Main.Display} and {firstChild[from].Main.Display} both start from version {from}; let one follow the other: rename this one to start from {firstChild[from].Version}");
            }
            else if (!from.Equals(baseVersion) && !reached.Contains(from) && !fillers.IsMeant(from))
            {
                bag.Add(Descriptors.Gap, draft.Location,
                    $"nothing leads to version {from}, from which this migration starts; the version before is {Before(drafts, draft)}: add the migration between them{fillers.Hint(v => v.Equals(from))}");
            }
        }
        return new ChainOrder(drafts, isKnown);
    }

    private static MigrationVersion From(MigrationDraft draft) => draft.Main.Name.From!;

    private static MigrationVersion Before(IReadOnlyList<MigrationDraft> drafts, MigrationDraft draft)
    {
        var before = From(drafts[0]);
        foreach (var other in drafts)
        {
            if (other.Version.CompareTo(From(draft)) < 0)
                before = other.Version;
        }
        return before;
    }
}
