namespace MigrationBuild.Deployment.Undoing;

/// <summary>One thing that a person can do where a run could not go back by itself.</summary>
/// <param name="When">What it is for, what it costs, and when to choose it.</param>
/// <param name="Commands">To be run as they stand, in order.</param>
public sealed record RecoveryOption(string When, IReadOnlyList<string> Commands);
