namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>What a restore leaves behind.</summary>
/// <param name="Name">The database, with the snapshot's content.</param>
/// <param name="Previous">What the database that stood there before is called now: it is kept until somebody drops it.</param>
public sealed record RestoredDatabase(string Name, string Previous);
