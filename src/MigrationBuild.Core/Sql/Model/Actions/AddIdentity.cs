namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ALTER COLUMN … ADD GENERATED … AS IDENTITY.</summary>
public sealed record AddIdentity(int Offset, SqlName Column) : AlterAction(Offset);
