using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Chains;

/// <summary>MB1105 and MB1118: one layout a project, and a word about the one that knows no way back.</summary>
internal static class LayoutCheck
{
    public static void Run(IReadOnlyList<ScriptUnit> units, DiagnosticBag bag)
    {
        var byLayout = units
            .Where(u => !LeavesLayoutOpen(u))
            .DistinctBy(u => u.File)
            .GroupBy(u => u.Name.Layout)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.First().File, StringComparer.Ordinal)
            .ToList();
        if (byLayout.Count == 0)
            return;
        var main = byLayout[0].Key;
        if (byLayout.Count > 1)
        {
            var first = byLayout.Skip(1).Select(g => g.First()).MinBy(u => u.File, StringComparer.Ordinal)!;
            bag.Add(Descriptors.MixedLayouts, first.Location,
                $"this file has the layout {first.Name.Layout}, while most of the project has {main}; use one layout{Advice(first.Name.Layout, main)}");
        }
        if (main == ScriptLayouts.Plain)
        {
            bag.Add(Descriptors.ForwardOnly, null,
                "the layout of the scripts has no down scripts: a deployment can go back by a snapshot only; name them as pairs ('0007_add.up.sql', '0007_add.down.sql') to go back by scripts");
        }
    }

    // The text of a file that cannot be read would have told sections from plain.
    private static bool LeavesLayoutOpen(ScriptUnit unit) =>
        unit.IsIncomplete && unit.Name.Layout is SectionsLayout or PlainLayout && (unit.Script is null || unit.Name.Layout is PlainLayout);

    private static string Advice(ScriptLayout layout, ScriptLayout main) => (layout, main) switch
    {
        (PlainLayout, SectionsLayout) => ": begin the script with a line `-- migrate:up`, and add a section `-- migrate:down`",
        (PlainLayout, PairLayout) => ": end its name in .up.sql, and add the .down.sql",
        _ => "",
    };
}
