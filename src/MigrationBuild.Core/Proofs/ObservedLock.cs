namespace MigrationBuild.Proofs;

/// <param name="Relation">The table's or index's name, as in the schema's objects.</param>
/// <param name="Mode">As the engine calls it: `AccessExclusive`, `ShareRowExclusive`.</param>
public sealed record ObservedLock(string Relation, string Mode);
