namespace MigrationBuild.Deployment.Gates;

/// <summary>A command that says whether what uses the database still works.</summary>
/// <param name="Command">For the system's shell.</param>
/// <param name="Timeout">How long it may take.</param>
/// <param name="BetweenSteps">Ask between two steps as well, where others see what is between them.</param>
public sealed record HealthCheck(string Command, TimeSpan Timeout, bool BetweenSteps);
