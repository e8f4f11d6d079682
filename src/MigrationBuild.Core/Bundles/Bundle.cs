using MigrationBuild.Chains;
using MigrationBuild.Proofs;

namespace MigrationBuild.Bundles;

/// <summary>A verified bundle in memory.</summary>
/// <param name="Digest">SHA-256 of the manifest, which holds the SHA-256 of everything else: it stands for the whole.</param>
/// <param name="ToolVersion">Of the compiler that wrote it.</param>
/// <param name="Proof">What the build proved; null where it did not.</param>
public sealed record Bundle(MigrationChain Chain, string Digest, string ToolVersion, ChainProof? Proof = null)
{
    /// <summary>The format that this version of the product writes.</summary>
    public const int Format = 1;
}
