namespace MigrationBuild.PostgreSql.Proofs.Tables;

/// <summary>A column as the catalogs have it.</summary>
internal sealed record ColumnFact(string Name, string Sql, bool IsNotNull, bool IsAutomatic, bool HasDefault, uint Type, int Modifier);
