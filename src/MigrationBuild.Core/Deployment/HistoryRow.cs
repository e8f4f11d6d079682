using MigrationBuild.Diagnostics;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>One line of the table `migration_history`: it is only ever added to, and the current version follows from all of them.</summary>
public sealed record HistoryRow
{
    /// <summary>Given by the engine, rising; 0 for a row that is not stored yet.</summary>
    public long Id { get; init; }

    /// <summary>The run that wrote this row: 32 hexadecimal digits.</summary>
    public required string RunId { get; init; }

    public required HistoryAction Action { get; init; }

    /// <summary>The version as the bundle writes it; null for a repeatable script, and at the base.</summary>
    public string? Version { get; init; }

    /// <summary>The version to compare by: `7` and `0007` are one, and a project may have renamed its files since. Null where there is none to compare.</summary>
    public MigrationVersion? ParsedVersion => Version is null ? null : MigrationVersion.TryParse(Version);

    public required string Name { get; init; }

    /// <summary>Hash of the up script (of the script itself for a repeatable one).</summary>
    public string? UpHash { get; init; }

    /// <summary>Hash of the down script; null where there is none.</summary>
    public string? DownHash { get; init; }

    /// <summary>Hash of the chain up to this version; null for a repeatable script.</summary>
    public string? ChainHash { get; init; }

    /// <summary>Digest of the bundle that was applied.</summary>
    public required string BundleDigest { get; init; }

    public required string ToolVersion { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>`user@host`.</summary>
    public required string By { get; init; }

    public long DurationMs { get; init; }

    /// <summary>The name of the snapshot made before the run; a reason given by a person (in a `drift` row with what differed); null where neither.
    /// Never with a secret: others read this table, and it goes into every copy of the database.</summary>
    public string? Note { get; init => field = value is null ? null : Secrets.Redact(value); }
}
