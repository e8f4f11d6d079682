namespace MigrationBuild.Sql.Model.Actions;

/// <summary>RENAME TO, sp_rename of a table.</summary>
public sealed record RenameTable(int Offset, SqlName NewName) : AlterAction(Offset);
