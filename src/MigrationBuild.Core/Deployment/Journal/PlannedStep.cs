namespace MigrationBuild.Deployment.Journal;

/// <param name="Action">`up`, `down` or `repeat`: what its history row says once it is in effect.</param>
/// <param name="Version">Null for a repeatable script.</param>
public sealed record PlannedStep(HistoryAction Action, string? Version, string Name)
{
    public static PlannedStep Of(Step step) => new(step.Action, step.Version, step.Name);

    /// <summary>Whether a row is of this step, done or begun.</summary>
    public bool IsIn(HistoryRow row) => row.Version == Version && row.Name == Name;

    /// <summary>`up 0007 add_email`, for people.</summary>
    public override string ToString() => $"{Action.ToString().ToLowerInvariant()} {(Version is null ? Name : $"{Version} {Name}".TrimEnd())}";
}
