namespace MigrationBuild.Sql.Model.Statements;

/// <summary>VACUUM.</summary>
/// <param name="Tables">Empty: all.</param>
/// <param name="IsFull">Writes the tables anew.</param>
public sealed record Vacuum(int Offset, IReadOnlyList<ObjectName> Tables, bool IsFull) : Statement(Offset);
