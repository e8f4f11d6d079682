namespace MigrationBuild.Sql.Model.Actions;

/// <summary>VALIDATE CONSTRAINT; T-SQL: WITH CHECK CHECK CONSTRAINT.</summary>
public sealed record ValidateConstraint(int Offset, SqlName Name) : AlterAction(Offset);
