namespace MigrationBuild.Bundles.Signing;

/// <summary>A signature file that fits its bundle.</summary>
/// <param name="KeyId">Of the key that signed; where nobody is trusted, of the one that is said to have signed.</param>
/// <param name="Certificate">The subject of its certificate; null where there is none.</param>
/// <param name="TrustedBy">The file that made it count; null where nobody said whom to trust, so that the signature itself was not checked.</param>
public sealed record SignatureReport(string KeyId, string? Certificate, string? TrustedBy, BundleProvenance Provenance);
