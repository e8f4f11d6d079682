using MigrationBuild.Scripts;

namespace MigrationBuild.Proofs;

/// <summary>Rows that a project brings for its scratch tables (`Migrations/seed/0007_orders.sql`).</summary>
/// <param name="Version">It runs after the up step of this version.</param>
public sealed record SeedScript(MigrationVersion Version, MigrationScript Script);
