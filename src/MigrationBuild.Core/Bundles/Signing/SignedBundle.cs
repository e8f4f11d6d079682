namespace MigrationBuild.Bundles.Signing;

/// <summary>A verified bundle with what is known about who made it.</summary>
/// <param name="FileHash">SHA-256 of the bundle's file.</param>
/// <param name="Signature">Null where there is none, and nobody asked for one.</param>
public sealed record SignedBundle(Bundle Bundle, string FileHash, SignatureReport? Signature);
