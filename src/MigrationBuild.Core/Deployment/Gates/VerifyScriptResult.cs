using MigrationBuild.Chains;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Deployment.Gates;

/// <summary>What the verify script of an applied migration says now.</summary>
/// <param name="Finding">MB6037; null where all of its checks hold.</param>
public sealed record VerifyScriptResult(Migration Migration, Diagnostic? Finding);
