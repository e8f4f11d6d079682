namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ADD COLUMN.</summary>
public sealed record AddColumn(int Offset, ColumnDefinition Column, bool IfNotExists) : AlterAction(Offset);
