using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Chains;

/// <summary>MB1106, MB1107, MB1108, MB1112 and MB1117: whether each migration has its parts, and they fit together.</summary>
internal static class PartsCheck
{
    public static void Run(IEnumerable<MigrationDraft> drafts, DiagnosticBag bag)
    {
        foreach (var draft in drafts)
        {
            if (draft.Up is null)
                ReportNoUp(draft, bag);
            else
                CheckDown(draft, draft.Up, bag);
            CheckNames(draft, bag);
        }
    }

    private static void ReportNoUp(MigrationDraft draft, DiagnosticBag bag)
    {
        if (draft.Main.IsIncomplete)
            return;
        var isOneFile = draft.Layout.DownFileFor(draft.Main.File) is null;
        if (draft is { Down: not null, Verify: null } && !isOneFile && draft.Layout is not FolderLayout)
        {
            bag.Add(Descriptors.OrphanDown, draft.Location,
                $"there is no up script for version {draft.Version}: add it beside this one, or delete this down script");
            return;
        }
        bag.Add(Descriptors.MissingUp, draft.Location,
            $"migration {draft.Version} has no up script: {(isOneFile ? "add a section `-- migrate:up`" : "add it beside this one")}, or delete what is left of the migration");
    }

    private static void CheckDown(MigrationDraft draft, ScriptUnit up, DiagnosticBag bag)
    {
        var irreversible = up.Head.Irreversible;
        if (draft.Down is not null)
        {
            if (irreversible is not null)
            {
                bag.Add(Descriptors.ConflictingDirectives, irreversible.Location,
                    $"'migrate:irreversible' says that there is no down script, but there is {Where(draft.Down, up)}; remove one of them");
            }
            return;
        }
        if (irreversible is not null || up.IsIncomplete || !draft.Layout.NeedsDown)
            return;
        var remedy = draft.Layout.DownFileFor(up.Display) is { } file ? $"add {file}" : "add a section `-- migrate:down`";
        bag.Add(Descriptors.MissingDown, draft.Location,
            $"migration {draft.Version} has no down script: {remedy}, or state in the head of this one `-- migrate:irreversible REASON`");
    }

    private static void CheckNames(MigrationDraft draft, DiagnosticBag bag)
    {
        foreach (var part in new[] { draft.Down, draft.Verify })
        {
            if (part is null || draft.Up is null || (part.Name.Name == draft.Name && part.Version.Text == draft.Up.Version.Text))
                continue;
            bag.Add(Descriptors.NamesDiffer, part.Location,
                $"is taken as a part of migration {draft.Version} because of its version, but the up script is {draft.Up.Display}; give both the same name");
        }
    }

    private static string Where(ScriptUnit down, ScriptUnit up) =>
        down.File == up.File ? $"a section in line {down.Script?.FirstLine ?? 1}" : down.Display;
}
