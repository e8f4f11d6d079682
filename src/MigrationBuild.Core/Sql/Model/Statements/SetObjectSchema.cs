namespace MigrationBuild.Sql.Model.Statements;

/// <summary>Another schema for anything but a table.</summary>
public sealed record SetObjectSchema(int Offset, ObjectKind Kind, ObjectName Name, SqlName Schema) : Statement(Offset);
