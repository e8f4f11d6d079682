namespace MigrationBuild.Deployment;

/// <param name="Version">Null for a repeatable script.</param>
/// <param name="DurationMs">The script's, with its checks.</param>
public sealed record StepReport(string? Version, string Name, HistoryAction Action, long DurationMs)
{
    /// <summary>`up 0007 add_email`, for people.</summary>
    public override string ToString() => $"{Action.ToString().ToLowerInvariant()} {(Version is null ? Name : $"{Version} {Name}")}";
}
