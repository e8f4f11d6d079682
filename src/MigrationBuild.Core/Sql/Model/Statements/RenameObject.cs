namespace MigrationBuild.Sql.Model.Statements;

/// <summary>A new name for anything but a table or a column.</summary>
public sealed record RenameObject(int Offset, ObjectKind Kind, ObjectName Name, SqlName NewName) : Statement(Offset);
