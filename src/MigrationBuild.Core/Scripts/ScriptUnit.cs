using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts.Directives;

namespace MigrationBuild.Scripts;

/// <summary>One part of a migration as it was found: a file, or a section of one.</summary>
internal sealed record ScriptUnit
{
    /// <summary>As messages show it.</summary>
    public required string Display { get; init; }

    /// <summary>Relative to the project, with `/`.</summary>
    public required string File { get; init; }

    public required ScriptName Name { get; init; }

    public required ScriptPart Part { get; init; }

    /// <summary>Null where the file could not be read as text: what else is missing then is not known.</summary>
    public MigrationScript? Script { get; init; }

    public ScriptHead Head { get; init; } = new();

    /// <summary>The engine of name or directive; null: any.</summary>
    public string? Engine { get; init; }

    /// <summary>Whether something in the file was unreadable, so that nothing follows from what it does not have.</summary>
    public bool IsIncomplete { get; init; }

    public MigrationVersion Version => Name.Version!;

    /// <summary>The whole file.</summary>
    public SourceLocation Location => new(Display);

    /// <summary>Where this part starts in the file.</summary>
    public SourceLocation Start => new(Display, Script?.FirstLine ?? 1);
}
