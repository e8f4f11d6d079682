namespace MigrationBuild.Bundles.Signing;

/// <param name="Why">Of <see cref="SignatureState.Untrusted"/>: a clause for a person.</param>
internal sealed record SignatureVerdict(SignatureState State, string? Why);
