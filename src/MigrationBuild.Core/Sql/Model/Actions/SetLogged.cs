namespace MigrationBuild.Sql.Model.Actions;

/// <summary>SET LOGGED, SET UNLOGGED.</summary>
public sealed record SetLogged(int Offset, bool IsLogged) : AlterAction(Offset);
