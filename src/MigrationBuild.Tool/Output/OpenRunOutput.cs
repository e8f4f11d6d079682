using MigrationBuild.Deployment.Journal;
using MigrationBuild.Drivers;

namespace MigrationBuild.Tool.Output;

/// <summary>What `status` says of a run that is not over.</summary>
internal static class OpenRunOutput
{
    /// <summary>Null where every run is over.</summary>
    public static async Task<OpenRunJson?> ReadAsync(IDatabase database, CancellationToken cancellationToken)
    {
        if (OpenRun.Find(await database.ReadHistoryAsync(cancellationToken)) is not { } run)
            return null;
        var holder = await database.FindLockHolderAsync(cancellationToken);
        var state = run.Stopped is not null ? "stopped" : holder is not null ? "running" : "died";
        return new OpenRunJson(
            run.RunId, state, run.At, run.By, run.From, run.Plan?.To, run.Snapshot, state == "running" ? holder : null,
            [.. run.Steps.Select(s => new OpenStepJson(s.Step.ToString(), s.Step.Version, ToolJson.Name(s.State)))]);
    }

    public static void WriteText(OpenRunJson run, Terminal terminal)
    {
        terminal.WriteLine($"run        {Sentence(run)}");
        // A long run is told by where it stands, not by all that is behind it and before it.
        foreach (var group in Adjacent(run.Steps))
        {
            var (first, last) = (group[0], group[^1]);
            var name = group.Count == 1 ? first.Step : group.Count == 2 ? $"{first.Step}, {last.Step}" : $"{first.Step} … {last.Step} ({group.Count} steps)";
            terminal.WriteLine($"           {name}: {OpenRunWords.Of(Enum.Parse<StepState>(first.State, ignoreCase: true))}");
        }
        if (run.Snapshot is not null)
            terminal.WriteLine($"           snapshot from before it: {run.Snapshot}");
        if (run.State != "running")
            terminal.WriteLine($"           {Advice(run)}");
    }

    private static IReadOnlyList<IReadOnlyList<OpenStepJson>> Adjacent(IReadOnlyList<OpenStepJson> steps)
    {
        var groups = new List<List<OpenStepJson>>();
        foreach (var step in steps)
        {
            if (groups is [.., var last] && last[0].State == step.State)
                last.Add(step);
            else
                groups.Add([step]);
        }
        return groups;
    }

    private static string Sentence(OpenRunJson run)
    {
        var what = FormattableString.Invariant($"from {run.FromVersion ?? "base"} to {run.ToVersion ?? "base"}, begun at {run.At:u} by {run.By}");
        return run.State switch
        {
            "running" => $"at work: {what} ({run.LockHolder})",
            "stopped" => $"failed, and was not taken back: {what}",
            _ => $"died: {what}",
        };
    }

    private static string Advice(OpenRunJson run) => run.Steps.Any(s => s.State == "unknown")
        ? "next: 'migrationbuild apply' finds out what it can and goes on, or says what to run; --on-crash rollback goes back to before this run"
        : "next: 'migrationbuild apply' goes on from here; --on-crash rollback takes back what is in effect of this run";
}
