using MigrationBuild.Bundles;

namespace MigrationBuild.Deployment;

/// <summary>Makes the history rows of one run.</summary>
internal sealed class RunRows(Bundle bundle, DeploymentOptions options, string runId)
{
    public string RunId => runId;

    /// <summary>The same for rows that belong to another run, which died.</summary>
    public RunRows InRun(string otherRunId) => new(bundle, options, otherRunId);

    /// <summary>What a step did, or is about to do.</summary>
    public HistoryRow Of(Step step, HistoryAction action, long durationMs, string? note) =>
        Of(action, step.Version, step.Name, note) with
        {
            UpHash = step.Migration?.Up.Hash ?? step.Repeatable!.Script.Hash,
            DownHash = step.Migration?.Down?.Hash,
            ChainHash = step.Migration?.ChainHash,
            DurationMs = durationMs,
        };

    /// <summary>Says that a database which holds something is before the first version: it takes back what was never applied.</summary>
    public HistoryRow OfBase(string? note) => Of(HistoryAction.Unstamp, null, "base", note);

    /// <param name="version">Where the database was; null: base.</param>
    public HistoryRow OfDrift(string? version, string note) => Of(HistoryAction.Drift, version, "accepted", note);

    /// <summary>What is of no single step.</summary>
    public HistoryRow Of(HistoryAction action, string? version, string name, string? note) => new()
    {
        RunId = runId,
        Action = action,
        Version = version,
        Name = name,
        BundleDigest = bundle.Digest,
        ToolVersion = options.ToolVersion,
        At = DateTimeOffset.UtcNow,
        By = options.Owner,
        Note = note,
    };
}
