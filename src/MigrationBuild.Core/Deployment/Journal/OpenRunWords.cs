namespace MigrationBuild.Deployment.Journal;

/// <summary>A run that is not over, in plain words.</summary>
public static class OpenRunWords
{
    /// <summary>`apply from 0002 to 0007, begun at 2026-03-01 10:15:00Z by deploy@server (run 5f0c2a11)`.</summary>
    public static string Of(OpenRun run) => run.Plan is { } plan
        ? FormattableString.Invariant($"{(plan.Direction == Direction.Up ? "apply" : "rollback")} from {run.From ?? "base"} to {plan.To ?? "base"}, begun at {run.At:u} by {run.By} (run {Short(run)})")
        : FormattableString.Invariant($"{(run.Steps is [var only, ..] ? only.Step.ToString() : "a run of another version of the tool")}, begun at {run.At:u} by {run.By} (run {Short(run)})");

    /// <summary>`2 of 5 steps are in effect, 1 is unknown`.</summary>
    public static string Progress(OpenRun run)
    {
        var done = run.InEffect.Count;
        var words = done == 0 ? "nothing of it is in effect"
            : done == run.Steps.Count ? "all of it is in effect"
            : $"{done} of its {run.Steps.Count} steps {(done == 1 ? "is" : "are")} in effect";
        return run.Unknown is { } unknown ? $"{words}, and it is not known how far {unknown} came" : words;
    }

    /// <summary>`unknown: it ran outside a transaction`.</summary>
    public static string Of(StepState state) => state switch
    {
        StepState.NotStarted => "not started",
        StepState.InTransaction => "not in effect: it was in a transaction, which the database has taken back",
        StepState.Done => "in effect",
        StepState.TakenBack => "was in effect, and is taken back",
        _ => "unknown: it ran outside a transaction, and nothing tells how far it came",
    };

    private static string Short(OpenRun run) => run.RunId.Length <= 8 ? run.RunId : run.RunId[..8];
}
