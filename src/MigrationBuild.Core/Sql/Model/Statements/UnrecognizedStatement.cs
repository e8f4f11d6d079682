namespace MigrationBuild.Sql.Model.Statements;

/// <summary>A statement, or a part of one, that is not understood: what it does is not known.</summary>
/// <param name="Words">Its first words, on one line, for people.</param>
public sealed record UnrecognizedStatement(int Offset, string Words) : Statement(Offset)
{
    /// <summary>Why it is not, where a whole parser says that it is no SQL; null where it may well be some.</summary>
    public SyntaxFault? Fault { get; init; }
}
