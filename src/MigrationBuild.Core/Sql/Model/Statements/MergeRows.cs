namespace MigrationBuild.Sql.Model.Statements;

/// <summary>MERGE.</summary>
public sealed record MergeRows(int Offset, ObjectName Table) : Statement(Offset);
