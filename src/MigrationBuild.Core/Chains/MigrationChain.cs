using MigrationBuild.Scripts;

namespace MigrationBuild.Chains;

/// <summary>The ordered, checked list of a project's migrations: what a bundle carries and a deployment follows.</summary>
public sealed record MigrationChain
{
    /// <summary>The engine's lower-case name: `sqlite`.</summary>
    public required string Engine { get; init; }

    /// <summary>From the oldest to the newest.</summary>
    public required IReadOnlyList<Migration> Migrations { get; init; }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<RepeatableMigration> Repeatables { get; init; } = [];

    /// <summary>The queries whose time a deployment compares before and after its steps, a script a file, in the order of the files' names.</summary>
    public IReadOnlyList<MigrationScript> PerformanceScripts { get; init; } = [];

    /// <summary>The highest version that the application can work with; null: no limit.</summary>
    public MigrationVersion? SupportedVersion { get; init; }

    /// <summary>The version that the first migration starts from, where names tell (`v1_to_v2`): another word for `base`.</summary>
    public MigrationVersion? BaseVersion { get; init; }

    /// <summary>Findings that blame no script, of which the project's settings made less.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Those of all migrations, up, down and verify, and the repeatable ones; not those for the performance.</summary>
    public IEnumerable<MigrationScript> Scripts =>
        Migrations.SelectMany(m => new[] { m.Up, m.Down, m.Verify }).OfType<MigrationScript>().Concat(Repeatables.Select(r => r.Script));

    public Migration? Head => Migrations.Count == 0 ? null : Migrations[^1];

    /// <summary>The place of a version in <see cref="Migrations"/>, or -1.</summary>
    public int IndexOf(MigrationVersion version)
    {
        for (var i = 0; i < Migrations.Count; i++)
        {
            if (Migrations[i].Version.Equals(version))
                return i;
        }
        return -1;
    }
}
