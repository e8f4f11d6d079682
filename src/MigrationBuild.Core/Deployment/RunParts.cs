using MigrationBuild.Diagnostics;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>The parts of a run that are in effect one after the other; a run that is all or nothing by its transaction alone has one.</summary>
/// <param name="Parts">The steps of each, in order: those of one transaction, or one step that has none.</param>
/// <param name="Warning">MB6032 where only the engine's limits split the run; null where nobody has to know.</param>
public sealed record RunParts(IReadOnlyList<IReadOnlyList<Step>> Parts, Diagnostic? Warning)
{
    /// <summary>Whether nothing is in effect before the one COMMIT.</summary>
    public bool IsOneTransaction => Parts is [var part] && part.All(s => s.Script.Transactional);

    /// <param name="hasSnapshot">Whether the run makes a copy to go back to.</param>
    public static RunParts Of(Plan plan, IDatabase database, bool hasSnapshot)
    {
        if (!plan.IsTransactional)
            return new([.. plan.Steps.Select(step => new[] { step })], null);
        var split = database.Split([.. plan.Steps.Select(s => s.Script)]);
        var parts = new List<IReadOnlyList<Step>>();
        var start = 0;
        foreach (var size in split.Sizes)
        {
            parts.Add([.. plan.Steps.Skip(start).Take(size)]);
            start += size;
        }
        return new(parts, parts.Count == 1 ? null : Split(plan, split, hasSnapshot));
    }

    private static Diagnostic Split(Plan plan, TransactionSplit split, bool hasSnapshot) => new(Descriptors.RunSplit, null,
        $"the {plan.Steps.Count} steps run in {split.Sizes.Count} transactions instead of one: {split.Reason}. "
        + "Others see the database between two of them. If a step fails, its own transaction is rolled back, and "
        + (hasSnapshot ? "those before it are taken back by the snapshot, which is made first" : "those before it STAY, because the run makes no snapshot"));
}
