using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>MB1204: what the head says against what the file's name says.</summary>
internal static class HeaderCheck
{
    /// <summary>`-- migrate:to`.</summary>
    public static void CheckOwnVersion(MigrationDraft draft, DiagnosticBag bag)
    {
        if (draft.Up?.Head.To is not { } to || MigrationVersion.Parse(to.Value).Equals(draft.Version))
            return;
        bag.Add(Descriptors.VersionMismatch, to.Location,
            $"the header says that this migration leads to version {to.Value}, the file's name says {draft.Version}; correct the one that is wrong");
    }

    /// <summary>`-- migrate:from` and `-- migrate:revises`, where the names alone tell the parent.</summary>
    /// <param name="parent">As the names have it; null for the first migration of the chain.</param>
    public static void CheckParent(MigrationDraft draft, string? parent, DiagnosticBag bag)
    {
        foreach (var directive in new[] { draft.Up?.Head.From, draft.Up?.Head.Revises })
        {
            if (directive is null || IsSame(directive.Value, parent))
                continue;
            bag.Add(Descriptors.VersionMismatch, directive.Location,
                $"the header says that this migration starts from version {directive.Value}, by the file names it starts from {parent ?? "none"}; correct the one that is wrong");
        }
    }

    private static bool IsSame(string named, string? parent) =>
        MigrationVersion.TryParse(named) is { } version
            ? parent is not null && version.Equals(MigrationVersion.Parse(parent))
            : parent is null or "0";
}
