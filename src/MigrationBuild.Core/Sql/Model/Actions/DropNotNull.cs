namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ALTER COLUMN … DROP NOT NULL.</summary>
public sealed record DropNotNull(int Offset, SqlName Column) : AlterAction(Offset);
