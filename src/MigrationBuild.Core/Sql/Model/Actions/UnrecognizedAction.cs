namespace MigrationBuild.Sql.Model.Actions;

/// <summary>An action that is not understood: what it does is not known.</summary>
/// <param name="Words">Its first words, on one line, for people.</param>
public sealed record UnrecognizedAction(int Offset, string Words) : AlterAction(Offset);
