namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE TYPE … AS ENUM.</summary>
public sealed record CreateEnum(int Offset, ObjectName Name) : Statement(Offset)
{
    public IReadOnlyList<string> Values { get; init; } = [];
}
