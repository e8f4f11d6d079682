namespace MigrationBuild.Eng.Faults;

/// <summary>What a command that nothing disturbs reaches, and how long it takes.</summary>
/// <param name="Points">`NAME@OCCURRENCE`, in the order in which they are reached.</param>
internal sealed record Trace(IReadOnlyList<string> Points, TimeSpan Duration);
