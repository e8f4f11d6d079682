namespace MigrationBuild.Proofs;

/// <summary>What came out of the up script.</summary>
/// <param name="Before">What there was before it.</param>
/// <param name="Trace">Null where it did not run at all.</param>
/// <param name="Why">Why it did not run, or not over all the rows that were made; null where it did.</param>
internal sealed record UpResult(WorldState Before, StepTrace? Trace, string? Why);
