namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ENABLE TRIGGER, DISABLE TRIGGER.</summary>
/// <param name="Trigger">Null: all of them.</param>
public sealed record SetTrigger(int Offset, SqlName? Trigger, bool IsEnabled) : AlterAction(Offset);
