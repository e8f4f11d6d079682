namespace MigrationBuild.Sqlite.Scratch.Tables;

/// <summary>What `pragma_table_xinfo` says of a column.</summary>
/// <param name="Type">As declared; empty where it has none.</param>
/// <param name="KeyPlace">Its place in the primary key, from 1; 0 where it is not in it.</param>
internal sealed record ColumnFact(string Name, string Type, bool NotNull, long KeyPlace, bool IsGenerated, bool HasDefault);
