namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ALTER COLUMN … DROP DEFAULT.</summary>
public sealed record DropDefault(int Offset, SqlName Column) : AlterAction(Offset);
