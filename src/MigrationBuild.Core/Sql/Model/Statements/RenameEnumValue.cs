namespace MigrationBuild.Sql.Model.Statements;

/// <summary>ALTER TYPE … RENAME VALUE.</summary>
public sealed record RenameEnumValue(int Offset, ObjectName Type, string Value, string NewValue) : Statement(Offset);
