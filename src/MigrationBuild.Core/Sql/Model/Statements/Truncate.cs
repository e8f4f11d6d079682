namespace MigrationBuild.Sql.Model.Statements;

/// <summary>TRUNCATE.</summary>
public sealed record Truncate(int Offset, IReadOnlyList<ObjectName> Tables, bool Cascade) : Statement(Offset);
