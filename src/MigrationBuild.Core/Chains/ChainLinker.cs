using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Chains;

/// <summary>Decides how the versions of a project are linked, and links them.</summary>
internal static class ChainLinker
{
    /// <param name="drafts">In the order of their versions.</param>
    public static ChainOrder Link(IReadOnlyList<MigrationDraft> drafts, GapFillers fillers, DiagnosticBag bag)
    {
        if (drafts.Count == 0)
            return new ChainOrder(drafts, IsKnown: true);
        if (drafts.All(d => d.Main.Name.From is not null))
            return FromToOrder.Link(drafts, fillers, bag);
        var countable = drafts.Where(d => !IsZero(d)).ToList();
        var timestamped = countable.Count(d => d.Version.IsTimestamp);
        if (timestamped > 0 && timestamped < countable.Count)
        {
            ReportMixed(countable, timestamped, bag);
            return VersionOrder.Link(drafts, bag, isKnown: false);
        }
        if (timestamped > 0)
        {
            return drafts.Any(d => d.NamedParent is not null)
                ? RevisesOrder.Link(drafts, fillers, bag)
                : VersionOrder.Link(drafts, bag, isKnown: true);
        }
        var isDotted = drafts.Any(d => d.Layout is FlywayLayout && !d.Version.IsSingleNumber);
        return isDotted ? VersionOrder.Link(drafts, bag, isKnown: true) : SequentialOrder.Link(drafts, fillers, bag);
    }

    // diesel's first migration is 00000000000000: a timestamp by its length, a number by its value.
    private static bool IsZero(MigrationDraft draft) => draft.Version.Number == 0;

    private static void ReportMixed(List<MigrationDraft> drafts, int timestamped, DiagnosticBag bag)
    {
        var minorityIsTimestamped = timestamped * 2 <= drafts.Count;
        var first = drafts.Where(d => d.Version.IsTimestamp == minorityIsTimestamped).MinBy(d => d.Main.File, StringComparer.Ordinal)!;
        var other = drafts.Find(d => d.Version.IsTimestamp != minorityIsTimestamped)!;
        bag.Add(Descriptors.MixedSchemes, first.Location,
            $"version {first.Version} is {Kind(first.Version)}, while {other.Version} is {Kind(other.Version)}; use one kind in a project");
    }

    private static string Kind(MigrationVersion version) => version.IsTimestamp ? "a timestamp" : "a number in a row";
}
