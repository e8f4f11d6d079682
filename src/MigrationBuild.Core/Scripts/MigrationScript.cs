namespace MigrationBuild.Scripts;

/// <summary>One part of a migration (up, down or verify) as it will run: text, hash, where it came from, and its limits.</summary>
public sealed record MigrationScript
{
    /// <summary>The file, relative to the folder of the project, with `/` between folders (`Migrations/0007_add.up.sql`).</summary>
    public required string File { get; init; }

    /// <summary>The line of <see cref="File"/> on which <see cref="Text"/> starts; 1 unless this is a later section.</summary>
    public int FirstLine { get; init; } = 1;

    /// <summary>LF line ends, no BOM.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of <see cref="Text"/> as UTF-8, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>False with `-- migrate:transaction none`.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>How long this script may run; null: no limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long one statement may wait for a lock; null: the run's.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>SQL that cleans up after this script died halfway outside a transaction; null: there is none.</summary>
    public string? Recover { get; init; }

    /// <summary>What must hold around this script (`-- migrate:expect`).</summary>
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>Hazards accepted in this script, with the reason (`-- migrate:allow`).</summary>
    public IReadOnlyList<AllowedHazard> Allowed { get; init; } = [];

    /// <summary>Findings in this script of which the project's settings made less.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>The statements that no rule could look into; empty as well where the build looked for no hazards.</summary>
    public IReadOnlyList<NotUnderstood> NotUnderstood { get; init; } = [];
}
