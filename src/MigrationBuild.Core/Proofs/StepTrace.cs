namespace MigrationBuild.Proofs;

/// <summary>What a step that ran did.</summary>
/// <param name="Touched">Tables whose rows may have changed, by name; null: any may.</param>
internal sealed record StepTrace(IReadOnlyList<StatementObservation> Statements, IReadOnlySet<string>? Touched);
