namespace MigrationBuild.Sql.Model.Statements;

/// <summary>A statement that is understood, and that no rule looks into: SELECT, COMMENT, GRANT, ANALYZE and the like.</summary>
/// <param name="Words">Its first words, upper case.</param>
public sealed record OtherStatement(int Offset, string Words) : Statement(Offset)
{
    /// <summary>It is a query that calls no function: whatever runs it, the database stays as it is.</summary>
    public bool OnlyReads { get; init; }
}
