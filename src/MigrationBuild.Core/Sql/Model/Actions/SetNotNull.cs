namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ALTER COLUMN … SET NOT NULL.</summary>
public sealed record SetNotNull(int Offset, SqlName Column) : AlterAction(Offset);
