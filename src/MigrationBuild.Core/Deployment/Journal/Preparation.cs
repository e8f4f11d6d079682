namespace MigrationBuild.Deployment.Journal;

/// <summary>How a database was before the first step of a run, and what there is to go back to that.</summary>
/// <param name="Snapshot">The snapshot's file; null where the run made none.</param>
/// <param name="SchemaFingerprint">Of the schema before the run.</param>
/// <param name="RowsDigest">Of the number of rows of each table before the run.</param>
public sealed record Preparation(string? Snapshot, string SchemaFingerprint, string RowsDigest);
