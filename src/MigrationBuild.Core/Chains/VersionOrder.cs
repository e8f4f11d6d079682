using MigrationBuild.Diagnostics;

namespace MigrationBuild.Chains;

/// <summary>Ordered by version, each after the one before: timestamps that name no parent, and dotted versions.</summary>
internal static class VersionOrder
{
    public static ChainOrder Link(IReadOnlyList<MigrationDraft> drafts, DiagnosticBag bag, bool isKnown)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            drafts[i].Parent = i == 0 ? null : drafts[i - 1].Version;
            if (isKnown)
                HeaderCheck.CheckParent(drafts[i], drafts[i].Parent?.Text, bag);
        }
        return new ChainOrder(drafts, isKnown);
    }
}
