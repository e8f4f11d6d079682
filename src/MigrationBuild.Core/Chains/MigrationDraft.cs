using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;
using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Chains;

/// <summary>A migration while the chain is being checked: its parts, some of which may be missing.</summary>
internal sealed class MigrationDraft
{
    public required MigrationVersion Version { get; init; }

    public ScriptUnit? Up { get; init; }

    public ScriptUnit? Down { get; init; }

    public ScriptUnit? Verify { get; init; }

    /// <summary>Whether another migration has this version too: which of them was meant is not known.</summary>
    public bool HasTwin { get; init; }

    /// <summary>The version before, once it is known.</summary>
    public MigrationVersion? Parent { get; set; }

    /// <summary>Any part, the up script where there is one.</summary>
    public ScriptUnit Main => Up ?? Down ?? Verify!;

    public string Name => Main.Name.Name;

    public ScriptLayout Layout => Main.Name.Layout;

    public SourceLocation Location => Main.Location;

    /// <summary>Where the parent is named: the directive, else the file.</summary>
    public SourceLocation LinkLocation => (Up?.Head.Revises ?? Up?.Head.From)?.Location ?? Location;

    /// <summary>What the directive names as the version before: a version, `none`, or null where it is silent.</summary>
    public string? NamedParent => (Up?.Head.Revises ?? Up?.Head.From)?.Value;

    /// <summary>Whether every part that there is could be read.</summary>
    public bool IsReadable => Up is { Script: not null } && Down is not { Script: null } && Verify is not { Script: null };
}
