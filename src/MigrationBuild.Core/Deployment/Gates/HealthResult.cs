namespace MigrationBuild.Deployment.Gates;

/// <summary>What a health command said.</summary>
/// <param name="Version">The database's, when it was asked; null: base.</param>
/// <param name="Output">Its last lines, on both streams.</param>
public sealed record HealthResult(string? Version, bool Healthy, long DurationMs, IReadOnlyList<string> Output);
