namespace MigrationBuild.Sql.Model.Actions;

/// <summary>DETACH PARTITION.</summary>
public sealed record DetachPartition(int Offset, ObjectName Partition, bool IsConcurrent) : AlterAction(Offset)
{
    /// <summary>Ends one that was interrupted.</summary>
    public bool IsFinalize { get; init; }
}
