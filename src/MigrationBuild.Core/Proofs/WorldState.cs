using MigrationBuild.Drivers;
using MigrationBuild.Schemas;

namespace MigrationBuild.Proofs;

/// <summary>What a scratch database held at one moment.</summary>
/// <param name="Compared">The schema in the form in which schemas are compared.</param>
/// <param name="Tables">By name.</param>
/// <param name="Rows">By table.</param>
internal sealed record WorldState(Schema Schema, Schema Compared, IReadOnlyDictionary<string, ScratchTable> Tables, IReadOnlyDictionary<string, TableRows> Rows);
