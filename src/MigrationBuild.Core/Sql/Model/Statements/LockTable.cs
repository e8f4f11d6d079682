namespace MigrationBuild.Sql.Model.Statements;

/// <summary>LOCK TABLE.</summary>
/// <param name="Mode">Upper case, as `ACCESS EXCLUSIVE`.</param>
public sealed record LockTable(int Offset, IReadOnlyList<ObjectName> Tables, string Mode) : Statement(Offset);
