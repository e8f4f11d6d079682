namespace MigrationBuild.Sql.Model.Actions;

/// <summary>RENAME COLUMN, sp_rename of a column.</summary>
public sealed record RenameColumn(int Offset, SqlName Column, SqlName NewName) : AlterAction(Offset);
