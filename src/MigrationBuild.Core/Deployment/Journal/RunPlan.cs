namespace MigrationBuild.Deployment.Journal;

/// <summary>What a run is about to do, as the journal keeps it: enough to tell, without a bundle, how far a dead run came.</summary>
/// <param name="To">The target version; null: base.</param>
/// <param name="Steps">In order.</param>
/// <param name="IsOneTransaction">Nothing is in effect before the one COMMIT.</param>
public sealed record RunPlan(Direction Direction, string? To, IReadOnlyList<PlannedStep> Steps, bool IsOneTransaction)
{
    public static RunPlan Of(Plan plan, bool isOneTransaction) =>
        new(plan.Direction, plan.To, [.. plan.Steps.Select(PlannedStep.Of)], isOneTransaction);
}
