using System.Text.Json.Serialization;

namespace MigrationBuild.Deployment;

/// <summary>A restorable copy of a database: a file, and beside it this description as JSON.</summary>
public sealed record Snapshot
{
    /// <summary>The copy's file name without folder, which also names the snapshot.</summary>
    public required string Name { get; init; }

    public required string Engine { get; init; }

    /// <summary>What was copied, as the driver shows it.</summary>
    public required string Database { get; init; }

    /// <summary>The version that the database was at; null: base, or not known.</summary>
    public string? Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The run before which it was made; null where a person asked for it.</summary>
    public string? RunId { get; init; }

    public required long Size { get; init; }

    /// <summary>Of the file; checked before it is restored.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The folder that it was found in.</summary>
    [JsonIgnore]
    public string Directory { get; init; } = "";

    [JsonIgnore]
    public string File => Path.Combine(Directory, Name);
}
