using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>Linked by `-- migrate:revises` (MB1202, MB1203, MB1205, MB1206).</summary>
internal sealed class RevisesOrder
{
    private readonly IReadOnlyList<MigrationDraft> _drafts;
    private readonly Dictionary<MigrationVersion, MigrationDraft> _byVersion;
    private readonly GapFillers _fillers;
    private readonly DiagnosticBag _bag;
    private readonly int _findingsBefore;

    private RevisesOrder(IReadOnlyList<MigrationDraft> drafts, GapFillers fillers, DiagnosticBag bag)
    {
        _drafts = drafts;
        _byVersion = drafts.ToDictionary(d => d.Version);
        _fillers = fillers;
        _bag = bag;
        _findingsBefore = bag.Count;
    }

    public static ChainOrder Link(IReadOnlyList<MigrationDraft> drafts, GapFillers fillers, DiagnosticBag bag)
    {
        var order = new RevisesOrder(drafts, fillers, bag);
        order.FindParents();
        order.CheckBranches();
        order.CheckCycles();
        return new ChainOrder(order.Ordered(), bag.Count == order._findingsBefore);
    }

    private void FindParents()
    {
        for (var i = 0; i < _drafts.Count; i++)
        {
            var draft = _drafts[i];
            if (draft.NamedParent is not { } named)
            {
                ReportUnnamed(draft, i == 0 ? "none" : _drafts[i - 1].Version.Text);
                continue;
            }
            draft.Parent = MigrationVersion.TryParse(named);
            if (draft.Parent is not null && !_byVersion.ContainsKey(draft.Parent) && !_fillers.IsMeant(draft.Parent))
                ReportUnknown(draft, draft.Parent);
        }
    }

    private void ReportUnnamed(MigrationDraft draft, string before)
    {
        // Without the head of the up script nobody knows what it says.
        if (draft.Up?.Script is null)
            return;
        _bag.Add(Descriptors.MissingRevises, draft.Location,
            $"other migrations name the one before them, this one does not; add to the head of the script `-- migrate:revises {before}`");
    }

    private void ReportUnknown(MigrationDraft draft, MigrationVersion parent)
    {
        var others = _drafts.Where(d => d != draft).Select(d => d.Version.Text);
        var nearest = EditDistance.Nearest(parent.Text, others);
        _bag.Add(Descriptors.UnknownParent, draft.LinkLocation,
            $"there is no migration {parent}, which this one revises{(nearest is null ? "" : $"; did you mean {nearest}")}; correct the line, or add that migration{_fillers.Hint(v => v.Equals(parent))}");
    }

    private void CheckBranches()
    {
        var firstChild = new Dictionary<string, MigrationDraft>(StringComparer.Ordinal);
        foreach (var draft in _drafts)
        {
            if (draft.NamedParent is null)
                continue;
            var parent = draft.Parent?.Text ?? "none";
            if (firstChild.TryAdd(draft.Parent?.Key ?? "none", draft))
                continue;
            var other = firstChild[draft.Parent?.Key ?? "none"];
            _bag.Add(Descriptors.Branch, draft.LinkLocation,
                (draft.Parent is null ? $"this migration and {other.Main.Display} both start the chain" : $"this migration and {other.Main.Display} both follow {parent}")
                + $"; let one follow the other: `-- migrate:revises {LastBelow(other).Version}` here");
        }
    }

    /// <summary>The end of the line that starts here, so that the advice does not make the next branch.</summary>
    private MigrationDraft LastBelow(MigrationDraft start)
    {
        var seen = new HashSet<MigrationDraft> { start };
        var last = start;
        while (_drafts.FirstOrDefault(d => last.Version.Equals(d.Parent)) is { } child && seen.Add(child))
            last = child;
        return last;
    }

    private void CheckCycles()
    {
        var done = new HashSet<MigrationDraft>();
        foreach (var start in _drafts)
        {
            var path = new List<MigrationDraft>();
            var draft = start;
            while (draft is not null && done.Add(draft))
            {
                path.Add(draft);
                draft = ParentOf(draft);
            }
            var cycleStart = draft is null ? -1 : path.IndexOf(draft);
            if (cycleStart >= 0)
                ReportCycle([.. path.Skip(cycleStart)]);
        }
    }

    private void ReportCycle(List<MigrationDraft> cycle)
    {
        var first = cycle.MinBy(d => d.Version)!;
        var at = cycle.IndexOf(first);
        var names = cycle.Skip(at).Concat(cycle.Take(at)).Append(first).Select(d => d.Version.Text);
        _bag.Add(Descriptors.Cycle, first.LinkLocation,
            $"the migrations go in a circle: {string.Join(" revises ", names)}; correct one `-- migrate:revises`, `none` for the first of the chain");
    }

    private List<MigrationDraft> Ordered()
    {
        var children = _drafts.Where(d => d.Parent is not null).ToLookup(d => d.Parent!);
        var ordered = new List<MigrationDraft>(_drafts.Count);
        var seen = new HashSet<MigrationDraft>();
        var open = new Stack<MigrationDraft>(_drafts.Where(d => ParentOf(d) is null).Reverse());
        while (open.TryPop(out var draft))
        {
            if (!seen.Add(draft))
                continue;
            ordered.Add(draft);
            foreach (var child in children[draft.Version].Reverse())
                open.Push(child);
        }
        ordered.AddRange(_drafts.Where(d => !seen.Contains(d)));
        return ordered;
    }

    private MigrationDraft? ParentOf(MigrationDraft draft) =>
        draft.Parent is null ? null : _byVersion.GetValueOrDefault(draft.Parent);
}
