namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ATTACH PARTITION.</summary>
/// <param name="Partition">For an index: another index.</param>
public sealed record AttachPartition(int Offset, ObjectName Partition, bool IsDefault) : AlterAction(Offset);
