using System.Globalization;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Chains;

/// <summary>N follows N-1, and the first is 0 or 1 (MB1201).</summary>
internal static class SequentialOrder
{
    public static ChainOrder Link(IReadOnlyList<MigrationDraft> drafts, GapFillers fillers, DiagnosticBag bag)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            var number = drafts[i].Version.Number!.Value;
            // Either 0 or 1 may be the first.
            var expected = i == 0 ? Math.Min(number, 1) : drafts[i - 1].Version.Number!.Value + 1;
            if (i > 0)
                drafts[i].Parent = drafts[i - 1].Version;
            if (number > expected)
                ReportGap(drafts[i], expected, number - 1, fillers, bag);
            HeaderCheck.CheckParent(drafts[i], number == 0 ? null : Text(number - 1), bag);
        }
        return new ChainOrder(drafts, IsKnown: true);
    }

    private static void ReportGap(MigrationDraft after, long first, long last, GapFillers fillers, DiagnosticBag bag)
    {
        var holes = WithoutMeant(first, last, fillers);
        if (holes.Count == 0)
            return;
        var missing = string.Join(", ", holes.Select(h => Range(h.First, h.Last, after.Version.Text.Length)));
        var isOne = holes is [{ } only] && only.First == only.Last;
        var hint = fillers.Hint(v => v.IsSingleNumber && v.Number is { } n && holes.Exists(h => n >= h.First && n <= h.Last), isOne);
        bag.Add(Descriptors.Gap, after.Location,
            $"{(isOne ? "migration" : "migrations")} {missing} {(isOne ? "is" : "are")} missing before {after.Version}: add {(isOne ? "it" : "them")}, or renumber the later ones{hint}");
    }

    /// <summary>The ranges that are left when versions of unreadable names are taken as there.</summary>
    private static List<(long First, long Last)> WithoutMeant(long first, long last, GapFillers fillers)
    {
        var holes = new List<(long First, long Last)>();
        foreach (var meant in fillers.MeantNumbers.Where(n => n >= first && n <= last))
        {
            if (meant > first)
                holes.Add((first, meant - 1));
            first = meant + 1;
        }
        if (first <= last)
            holes.Add((first, last));
        return holes;
    }

    private static string Range(long first, long last, int width) =>
        first == last ? Padded(first, width)
        : last == first + 1 ? $"{Padded(first, width)}, {Padded(last, width)}"
        : $"{Padded(first, width)} to {Padded(last, width)}";

    private static string Padded(long number, int width) => Text(number).PadLeft(width, '0');

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
