namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE DOMAIN.</summary>
public sealed record CreateDomain(int Offset, ObjectName Name, SqlType Type) : Statement(Offset)
{
    public IReadOnlyList<TableConstraint> Constraints { get; init; } = [];
}
