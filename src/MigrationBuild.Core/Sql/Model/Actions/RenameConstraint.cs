namespace MigrationBuild.Sql.Model.Actions;

/// <summary>RENAME CONSTRAINT.</summary>
public sealed record RenameConstraint(int Offset, SqlName Name, SqlName NewName) : AlterAction(Offset);
