namespace MigrationBuild.Sql.Model.Actions;

/// <summary>ADD CONSTRAINT, with or without that word.</summary>
public sealed record AddConstraint(int Offset, TableConstraint Constraint) : AlterAction(Offset);
