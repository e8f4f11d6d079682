namespace MigrationBuild.Sql.Model.Statements;

/// <summary>ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE, and the same for indexes and materialized views.</summary>
public sealed record MoveTablespace(int Offset, ObjectKind Kind, SqlName From, SqlName To) : Statement(Offset);
