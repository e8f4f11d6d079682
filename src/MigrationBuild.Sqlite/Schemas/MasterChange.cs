namespace MigrationBuild.Sqlite.Schemas;

/// <summary>What is different in `sqlite_master` since it was read last. A row that was written anew is gone and added.</summary>
internal sealed record MasterChange(IReadOnlyList<MasterRow> Added, IReadOnlyList<MasterRow> Gone);
