namespace MigrationBuild.Deployment.Gates;

/// <summary>The median of several runs of a query, or why it could not run.</summary>
/// <param name="Error">Null where it ran.</param>
public sealed record QueryTime(TimeSpan? Median, string? Error);
