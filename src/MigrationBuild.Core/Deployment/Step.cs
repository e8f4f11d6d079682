using MigrationBuild.Chains;
using MigrationBuild.Scripts;

namespace MigrationBuild.Deployment;

/// <summary>A migration with a direction, or a repeatable script.</summary>
/// <param name="Migration">Null for a repeatable script.</param>
/// <param name="Repeatable">Null for a migration.</param>
public sealed record Step(Direction Direction, Migration? Migration, RepeatableMigration? Repeatable)
{
    public static Step Up(Migration migration) => new(Direction.Up, migration, null);

    public static Step Down(Migration migration) => new(Direction.Down, migration, null);

    public static Step Repeat(RepeatableMigration repeatable) => new(Direction.Up, null, repeatable);

    /// <summary>What runs. A down step exists only for a migration that has a down script.</summary>
    public MigrationScript Script => Repeatable?.Script
        ?? (Direction == Direction.Up ? Migration!.Up : Migration!.Down!);

    /// <summary>The version as the bundle writes it; null for a repeatable script.</summary>
    public string? Version => Migration?.Version.Text;

    public string Name => Repeatable?.Name ?? Migration!.Name;

    /// <summary>`up`, `down` or `repeat`: also the action of the history row.</summary>
    public HistoryAction Action => Repeatable is not null
        ? HistoryAction.Repeat
        : Direction == Direction.Up ? HistoryAction.Up : HistoryAction.Down;

    /// <summary>`up 0007 add_email`, for people.</summary>
    public override string ToString() =>
        $"{Action.ToString().ToLowerInvariant()} {Migration?.ToString() ?? Repeatable!.Name}";
}
