namespace MigrationBuild.Sql.Model.Statements;

/// <summary>CREATE FUNCTION or PROCEDURE. Its body does not run now.</summary>
public sealed record CreateRoutine(int Offset, ObjectName Name, RoutineVolatility Volatility) : Statement(Offset);
