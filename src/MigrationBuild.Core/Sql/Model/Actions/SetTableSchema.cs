namespace MigrationBuild.Sql.Model.Actions;

/// <summary>SET SCHEMA.</summary>
public sealed record SetTableSchema(int Offset, SqlName Schema) : AlterAction(Offset);
