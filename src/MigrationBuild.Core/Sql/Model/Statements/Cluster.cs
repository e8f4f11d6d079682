namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CLUSTER, REPACK: writes a table anew.</summary>
/// <param name="Table">Null: all that were clustered before.</param>
public sealed record Cluster(int Offset, ObjectName? Table) : Statement(Offset)
{
    public bool IsConcurrent { get; init; }
}
