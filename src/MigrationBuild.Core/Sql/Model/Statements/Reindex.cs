namespace MigrationBuild.Sql.Model.Statements;

/// <summary>REINDEX of an index, a table, a schema or a database.</summary>
/// <param name="Name">Null: the whole database.</param>
public sealed record Reindex(int Offset, ObjectKind Kind, ObjectName? Name, bool IsConcurrent) : Statement(Offset);
