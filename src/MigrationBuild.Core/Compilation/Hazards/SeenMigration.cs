using MigrationBuild.Proofs;

namespace MigrationBuild.Compilation.Hazards;

/// <summary>What of a migration's proof weighs on its hazards.</summary>
/// <param name="Up">What the engine did, a statement of the up script each; empty where it cannot be watched.</param>
internal sealed record SeenMigration(Verdict Verdict, IReadOnlyList<StatementObservation> Up);
