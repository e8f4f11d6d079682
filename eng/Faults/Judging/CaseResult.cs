namespace MigrationBuild.Eng.Faults.Judging;

/// <summary>What became of one case.</summary>
/// <param name="Problems">The proofs that failed; empty where all hold.</param>
/// <param name="NeededPerson">The repetition alone did not do, as it is designed to where a step outside a transaction is unknown.</param>
/// <param name="Log">What was run and seen, for whoever looks into a failure.</param>
internal sealed record CaseResult(string Name, IReadOnlyList<string> Problems, bool NeededPerson, string Log)
{
    /// <summary>Of many that differ in their input only.</summary>
    public int Runs { get; init; } = 1;
}
