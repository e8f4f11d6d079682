using MigrationBuild.Scripts.Layouts;

namespace MigrationBuild.Scripts;

/// <summary>What the name of a script says.</summary>
public sealed record ScriptName
{
    public required ScriptLayout Layout { get; init; }

    /// <summary>Null where the name leaves it to the sections of the file.</summary>
    public ScriptPart? Part { get; init; }

    /// <summary>Null for a repeatable script only.</summary>
    public MigrationVersion? Version { get; init; }

    /// <summary>The version that the script starts from, where names tell (`v6_to_v7`).</summary>
    public MigrationVersion? From { get; init; }

    /// <summary>Without version and endings.</summary>
    public required string Name { get; init; }

    /// <summary>The engine of the suffix (`.sqlite.sql`), in its usual form; null: any.</summary>
    public string? Engine { get; init; }
}
