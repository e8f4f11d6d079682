namespace MigrationBuild.Sql.Model.Statements;

/// <summary>DELETE.</summary>
public sealed record DeleteRows(int Offset, ObjectName Table, bool HasWhere) : Statement(Offset)
{
    /// <summary>Its rows are chosen by something other than its own WHERE: a join, USING, a LIMIT.</summary>
    public bool IsLimited { get; init; }
}
