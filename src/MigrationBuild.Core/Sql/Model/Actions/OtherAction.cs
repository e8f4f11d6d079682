namespace MigrationBuild.Sql.Model.Actions;

/// <summary>An action that is understood, and that no rule looks into.</summary>
/// <param name="Words">Its first words, upper case.</param>
public sealed record OtherAction(int Offset, string Words) : AlterAction(Offset);
