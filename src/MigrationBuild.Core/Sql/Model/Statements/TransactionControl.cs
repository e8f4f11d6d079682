namespace MigrationBuild.Sql.Model.Statements;

/// <summary>BEGIN, COMMIT, ROLLBACK, SAVEPOINT and the like.</summary>
/// <param name="Words">Upper case.</param>
public sealed record TransactionControl(int Offset, string Words) : Statement(Offset);
