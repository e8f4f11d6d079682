using MigrationBuild.Deployment;
using MigrationBuild.Diagnostics;

namespace MigrationBuild.Tool.Output;

/// <summary>A plan, step by step, for people or as JSON.</summary>
internal static class PlanOutput
{
    /// <param name="parts">Null where no database was asked.</param>
    public static void WriteText(Plan plan, RunParts? parts, StepProofs proofs, bool withSql, Terminal terminal)
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
            foreach (var line in ProofLines(step, proofs))
                terminal.WriteLine($"      {line}");
            if (withSql)
                WriteSql(step, terminal);
        }
    }

    public static void WriteJson(Plan plan, RunParts? parts, StepProofs proofs, string? headVersion, Terminal terminal) =>
        terminal.WriteJson(
            new PlanJson(plan.From, plan.To, headVersion, parts?.IsOneTransaction ?? plan.IsTransactional, [.. plan.Steps.Select(s => ToJson(s, proofs))], null),
            ToolJson.Readable.PlanJson);

    /// <param name="proofs">Null: nothing of them is told.</param>
    public static StepJson ToJson(Step step, StepProofs? proofs)
    {
        var json = new StepJson(step.Version, step.Name, ToolJson.Name(step.Action), null, step.Script.File, step.Script.Transactional)
        {
            Suppressions = [.. SuppressionOutput.ToJson(step.Script)],
        };
        return proofs?.Of(step) is not { } proof ? json : json with
        {
            Verdict = ToolJson.Name(proof.Verdict),
            Proof = new(
                proof.Details,
                StepProofs.Statements(step, proof),
                [.. proof.TouchedTables.Select(t => new TouchedTableJson(t, proofs.Sizes.GetValueOrDefault(t)?.Rows, proofs.Sizes.GetValueOrDefault(t)?.Bytes))]),
        };
    }

    private static IEnumerable<string> ProofLines(Step step, StepProofs proofs)
    {
        if (proofs.Of(step) is not { } proof)
            yield break;
        if (ProofWords.WayBack(proof) is { } wayBack)
            yield return wayBack;
        foreach (var effect in StepProofs.Statements(step, proof).Select(ProofWords.Effect).OfType<string>())
            yield return effect;
        if (proof.TouchedTables.Count > 0)
            yield return $"changes {string.Join(", ", proof.TouchedTables.Select(t => ProofWords.Table(t, proofs.Sizes.GetValueOrDefault(t))))}";
    }

    private static string Remarks(Step step)
    {
        var remarks = new List<string>();
        if (!step.Script.Transactional)
            remarks.Add("outside a transaction");
        if (step is { Direction: Direction.Up, Migration: { Down: null } migration })
            remarks.Add(migration.IrreversibleReason is null ? "no down script" : $"irreversible: {migration.IrreversibleReason}");
        remarks.AddRange(step.Script.Allowed.Select(a => $"{a.Code} allowed: {a.Reason}"));
        remarks.AddRange(step.Script.Suppressions.Select(s => s.ToString()).Distinct(StringComparer.Ordinal));
        return remarks.Count == 0 ? "" : $"  ({string.Join("; ", remarks)})";
    }

    private static void WriteSql(Step step, Terminal terminal)
    {
        foreach (var line in Secrets.Redact(step.Script.Text).TrimEnd('\n').Split('\n'))
            terminal.WriteLine($"      {line}".TrimEnd());
    }
}
