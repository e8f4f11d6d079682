namespace MigrationBuild.Sql.Model.Actions;

/// <summary>SET TABLESPACE.</summary>
public sealed record SetTablespace(int Offset, SqlName Tablespace) : AlterAction(Offset);
