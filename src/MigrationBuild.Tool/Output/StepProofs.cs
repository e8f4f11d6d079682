using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Proofs;

namespace MigrationBuild.Tool.Output;

/// <summary>What the build saw of the steps of a plan, with the sizes that their tables have in the database.</summary>
/// <param name="Sizes">Empty without a connection.</param>
internal sealed record StepProofs(ChainProof? Proof, IReadOnlyDictionary<string, TableSize> Sizes)
{
    public static readonly StepProofs None = new(null, new Dictionary<string, TableSize>());

    public MigrationProof? Of(Step step) => step.Version is null ? null : Proof?.Of(step.Version);

    public static IReadOnlyList<StatementObservation> Statements(Step step, MigrationProof proof) => step.Direction == Direction.Up ? proof.Up : proof.Down;

    /// <summary>The tables that the plan's steps change.</summary>
    public static IReadOnlyCollection<string> Tables(Plan plan, ChainProof? proof) =>
        [.. plan.Steps.Where(s => s.Version is not null).SelectMany(s => proof?.Of(s.Version!)?.TouchedTables ?? []).Distinct(StringComparer.Ordinal)];
}
