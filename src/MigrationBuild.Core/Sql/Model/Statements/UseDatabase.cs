namespace MigrationBuild.Sql.Model.Statements;

/// <summary>USE: whatever follows in the session is for another database.</summary>
public sealed record UseDatabase(int Offset, SqlName Database) : Statement(Offset);
