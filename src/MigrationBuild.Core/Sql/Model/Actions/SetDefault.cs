namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ALTER COLUMN … SET DEFAULT.</summary>
public sealed record SetDefault(int Offset, SqlName Column, SqlExpression Value) : AlterAction(Offset);
