namespace MigrationBuild.Sql.Model.Statements;

/// <summary>REFRESH MATERIALIZED VIEW.</summary>
public sealed record RefreshView(int Offset, ObjectName Name, bool IsConcurrent) : Statement(Offset)
{
    public bool WithNoData { get; init; }
}
