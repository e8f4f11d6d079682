using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

/// <summary>The report of a run, for people or as JSON.</summary>
internal static class RunOutput
{
    public static ExitCode Write(RunReport report, string database, bool json, Terminal terminal)
    {
        foreach (var diagnostic in report.Diagnostics)
            terminal.WriteDiagnostic(diagnostic);
        foreach (var option in report.Recovery)
        {
            terminal.Say($"- {option.When}:");
            foreach (var line in option.Commands)
                terminal.Say($"    {line}");
        }
        if (!json && report.Performance is { } performance && performance.Queries.Any(q => q.Before.Median is not null))
            terminal.WriteOutcome(string.Join(Environment.NewLine, PerformanceTable.Lines(performance)));
        if (json)
            terminal.WriteJsonOutcome(ToJson(report), ToolJson.Readable.RunJson);
        else
            terminal.WriteOutcome(Sentence(report, database));
        return report.ExitCode;
    }

    public static ExitCode WriteDryRun(Plan plan, RunParts parts, bool json, Terminal terminal)
    {
        if (parts.Warning is { } warning)
            terminal.WriteDiagnostic(warning);
        if (json)
        {
            var shape = new RunJson(
                ToolJson.Name(plan.Steps.Count == 0 ? RunOutcome.UpToDate : plan.Direction == Direction.Up ? RunOutcome.Applied : RunOutcome.RolledBack),
                null, plan.From, plan.To, [.. plan.Steps.Select(s => PlanOutput.ToJson(s, null))], null, DryRun: true, null, []);
            terminal.WriteJson(shape, ToolJson.Readable.RunJson);
        }
        else
        {
            PlanOutput.WriteText(plan, parts, StepProofs.None, withSql: false, terminal);
            terminal.WriteLine("dry run: nothing was changed");
        }
        return ExitCode.Done;
    }

    private static string Sentence(RunReport report, string database) => report.Outcome switch
    {
        RunOutcome.UpToDate => $"{database} is at {report.ToVersion ?? "base"}: nothing to do",
        RunOutcome.Applied => $"{database} is now at {report.ToVersion ?? "base"} (was {report.FromVersion ?? "base"})",
        RunOutcome.RolledBack => $"{database} is rolled back to {report.ToVersion ?? "base"} (was {report.FromVersion ?? "base"})",
        _ => report.ExitCode == ExitCode.NeedsPerson
            ? $"{database}: failed and NOT rolled back; see above for what to run"
            : $"{database} is still at {report.FromVersion ?? "base"}: the run failed and was taken back",
    };

    private static RunJson ToJson(RunReport report) => new(
        ToolJson.Name(report.Outcome),
        report.RunId,
        report.FromVersion,
        report.ToVersion,
        [.. report.Steps.Select(s => new StepJson(s.Version, s.Name, ToolJson.Name(s.Action), s.DurationMs, s.File, s.Transactional) { Verdict = s.Verdict is { } v ? ToolJson.Name(v) : null })],
        report.Snapshot?.File,
        DryRun: false,
        report.Diagnostics.Count == 0 ? null : DiagnosticJson.From(report.Diagnostics[0]),
        [.. report.Diagnostics.Select(DiagnosticJson.From)])
    {
        WayBack = [.. report.WayBack.Select(r => new RungJson(ToolJson.Name(r.Rung), r.Succeeded, r.Detail))],
        Recovery = [.. report.Recovery.Select(r => new RecoveryJson(r.When, r.Commands))],
        Performance = PerformanceJson.From(report.Performance),
        Health = [.. report.Health.Select(HealthJson.From)],
    };
}
