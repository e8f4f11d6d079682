using System.Text.Json;
using MigrationBuild.Deployment;

namespace MigrationBuild.Tool.Output;

/// <summary>A plan, step by step, for people or as JSON.</summary>
internal static class PlanOutput
{
    /// <param name="parts">Null where no database was asked.</param>
    public static void WriteText(Plan plan, RunParts? parts, bool withSql, Terminal terminal)
    {
        if (plan.Steps.Count == 0)
        {
            terminal.WriteLine($"at {plan.From ?? "base"}: nothing to do");
            return;
        }
        terminal.WriteLine($"from {plan.From ?? "base"} to {plan.To ?? "base"}: {plan.Steps.Count} {(plan.Steps.Count == 1 ? "step" : "steps")}, "
            + (!plan.IsTransactional ? "step by step, since not all can run in a transaction; the snapshot is the way back"
                : parts is { Parts.Count: > 1 } ? $"in {parts.Parts.Count} transactions" : "in one transaction"));
        foreach (var step in plan.Steps)
        {
            terminal.WriteLine($"  {step}  [{step.Script.File}]{Remarks(step)}");
            if (withSql)
                WriteSql(step, terminal);
        }
    }

    public static void WriteJson(Plan plan, RunParts? parts, string? headVersion, Terminal terminal) =>
        terminal.WriteLine(JsonSerializer.Serialize(
            new PlanJson(plan.From, plan.To, headVersion, parts?.IsOneTransaction ?? plan.IsTransactional, [.. plan.Steps.Select(ToJson)], null),
            ToolJson.Readable.PlanJson));

    public static StepJson ToJson(Step step) =>
        new(step.Version, step.Name, ToolJson.Name(step.Action), null, step.Script.File, step.Script.Transactional);

    private static string Remarks(Step step)
    {
        var remarks = new List<string>();
        if (!step.Script.Transactional)
            remarks.Add("outside a transaction");
        if (step is { Direction: Direction.Up, Migration: { Down: null } migration })
            remarks.Add(migration.IrreversibleReason is null ? "no down script" : $"irreversible: {migration.IrreversibleReason}");
        remarks.AddRange(step.Script.Allowed.Select(a => $"{a.Code} allowed: {a.Reason}"));
        return remarks.Count == 0 ? "" : $"  ({string.Join("; ", remarks)})";
    }

    private static void WriteSql(Step step, Terminal terminal)
    {
        foreach (var line in step.Script.Text.TrimEnd('\n').Split('\n'))
            terminal.WriteLine($"      {line}".TrimEnd());
    }
}
